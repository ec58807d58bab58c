/** What every host (Node, Electron, a browser) has and the ES library does not declare. */
declare const crypto: { randomUUID(): `${string}-${string}-${string}-${string}-${string}` };

/** Tells running work that nobody waits for it any more. */
interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
interface AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
declare const AbortController: { new (): AbortController };
