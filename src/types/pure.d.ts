/** What every host (Node, Electron, a browser) has and the ES library does not declare. */
declare const crypto: { randomUUID(): `${string}-${string}-${string}-${string}-${string}` };

/** Reads text; with `fatal`, what is none throws TypeError. */
declare const TextDecoder: {
  new (encoding: 'utf-8' | 'latin1', options?: { fatal?: boolean }): { decode(bytes: Uint8Array): string };
};

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
