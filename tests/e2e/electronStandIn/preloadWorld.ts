/*
 * Two functions that are sent to Chromium as text, so each stands alone: one makes `electron` for the preload in its isolated
 * world, the other makes what contextBridge exposes appear in the page's world. Between the worlds only clones of values pass,
 * on events of the document, as Electron's contextBridge passes only clones.
 */

type Wire = { readonly callback: number } | { readonly value: unknown };
type BridgeCall = { readonly id: number; readonly path: readonly string[]; readonly parameters: readonly Wire[] };
type BridgeResult =
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'function' | 'promise'; readonly key: string }
  | { readonly id: number; readonly kind: 'error'; readonly message: string };

/** Runs in the page's world, before anything of the page. */
export function pageWorld(): void {
  const callbacks = new Map<number, (...parameters: unknown[]) => unknown>();
  const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const results: BridgeResult[] = [];
  const listen = (name: string, listener: (detail: never) => void): void => {
    document.addEventListener(name, (event) => {
      listener((event as CustomEvent).detail as never);
    });
  };
  const ask = (path: readonly string[], parameters: readonly unknown[]): unknown => {
    const wires = parameters.map((value): Wire => {
      if (typeof value !== 'function') return { value };
      callbacks.set(++lastId, value as (...given: unknown[]) => unknown);
      return { callback: lastId };
    });
    const call: BridgeCall = { id: ++lastId, path, parameters: wires };
    results.length = 0;
    document.dispatchEvent(new CustomEvent('stand-in:call', { detail: call }));
    const result = results.at(-1);
    if (result === undefined) throw new Error('An object could not be cloned.');
    if (result.kind === 'error') throw new Error(result.message);
    if (result.kind === 'value') return result.value;
    if (result.kind === 'function') return (...given: unknown[]) => ask(['#', result.key], given);
    return new Promise((resolve, reject) => waiting.set(result.key, { resolve, reject }));
  };
  const build = (shape: unknown, path: readonly string[]): unknown => {
    if (shape === '()') return (...parameters: unknown[]) => ask(path, parameters);
    const { value, members } = shape as { value?: unknown; members?: Record<string, unknown> };
    if (members === undefined) return value;
    const made = Object.entries(members).map(([name, member]) => [name, build(member, [...path, name])] as const);
    return Object.freeze(Object.fromEntries(made));
  };
  listen('stand-in:result', (result: BridgeResult) => void results.push(result));
  listen('stand-in:settle', ({ key, isOk, value }: { key: string; isOk: boolean; value: unknown }) => {
    const promise = waiting.get(key);
    waiting.delete(key);
    if (isOk) promise?.resolve(value);
    else promise?.reject(new Error(String(value)));
  });
  listen('stand-in:callback', ({ callback, parameters }: { callback: number; parameters: unknown[] }) => {
    callbacks.get(callback)?.(...parameters);
  });
  listen('stand-in:expose', ({ name, shape }: { name: string; shape: unknown }) => {
    Object.defineProperty(window, name, { value: build(shape, [name]), enumerable: true });
  });
}

/** Runs in the isolated world: `runPreload` is the built preload, `send` the way to the main process. */
export function isolatedWorld(
  runPreload: (require: (name: string) => unknown, process: { readonly platform: string }) => void,
  send: (message: string) => void,
  platform: string,
): void {
  type Listener = (event: object, ...parameters: unknown[]) => void;
  type FromMain =
    | { kind: 'reply'; id: number; isOk: boolean; value?: unknown }
    | { kind: 'send'; channel: string; parameters: unknown[] }
    | { kind: 'fileLies'; name: string; path: string };
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const paths = new Map<string, string>();
  const functions = new Map<string, (...parameters: unknown[]) => unknown>();
  const roots = new Map<string, unknown>();
  let lastId = 0;
  const tell = (name: string, detail: unknown): void => {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  };

  const onFromMain = (message: FromMain): void => {
    if (message.kind === 'fileLies') paths.set(message.name, message.path);
    else if (message.kind === 'send') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.parameters);
    } else {
      const promise = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.isOk) promise?.resolve(message.value);
      else promise?.reject(new Error(String(message.value)));
    }
  };
  Object.defineProperty(globalThis, 'standInFromMain', { value: onFromMain });

  const ipcRenderer = {
    invoke: (channel: string, ...parameters: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        while (parameters.length > 0 && parameters.at(-1) === undefined) parameters.pop();
        send(JSON.stringify({ id, channel, parameters }));
      }),
    on(channel: string, listener: Listener): void {
      if (!listeners.has(channel)) listeners.set(channel, new Set());
      listeners.get(channel)?.add(listener);
    },
    removeListener(channel: string, listener: Listener): void {
      listeners.get(channel)?.delete(listener);
    },
  };
  const webUtils = {
    getPathForFile(file: unknown): string {
      if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File');
      return paths.get(file.name) ?? '';
    },
  };

  const shapeOf = (value: unknown): unknown => {
    if (typeof value === 'function') return '()';
    if (typeof value !== 'object' || value === null) return { value };
    return { members: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)])) };
  };
  const find = (path: readonly string[]): ((...parameters: unknown[]) => unknown) => {
    const [first = '', ...rest] = path;
    if (first === '#') return functions.get(rest[0] ?? '') ?? (() => undefined);
    const found = rest.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], roots.get(first));
    return found as (...parameters: unknown[]) => unknown;
  };
  const settle = (key: string, promise: Promise<unknown>): void => {
    promise.then(
      (value) => {
        tell('stand-in:settle', { key, isOk: true, value });
      },
      (error: unknown) => {
        tell('stand-in:settle', { key, isOk: false, value: error instanceof Error ? error.message : String(error) });
      },
    );
  };
  const resultOf = (id: number, value: unknown): BridgeResult => {
    const key = String(++lastId);
    if (value instanceof Promise) {
      settle(key, value);
      return { id, kind: 'promise', key };
    }
    if (typeof value !== 'function') return { id, kind: 'value', value };
    functions.set(key, value as (...parameters: unknown[]) => unknown);
    return { id, kind: 'function', key };
  };
  document.addEventListener('stand-in:call', (event) => {
    const { id, path, parameters } = (event as CustomEvent<BridgeCall>).detail;
    const given = parameters.map((wire) =>
      'callback' in wire
        ? (...told: unknown[]) => {
            tell('stand-in:callback', { callback: wire.callback, parameters: told });
          }
        : wire.value,
    );
    try {
      tell('stand-in:result', resultOf(id, find(path)(...given)));
    } catch (error) {
      tell('stand-in:result', { id, kind: 'error', message: String(error) });
    }
  });

  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown): void {
      roots.set(name, api);
      tell('stand-in:expose', { name, shape: shapeOf(api) });
    },
  };
  runPreload(
    (name) => {
      if (name === 'electron') return { contextBridge, ipcRenderer, webUtils };
      throw new Error(`A sandboxed preload cannot require ${name}`);
    },
    { platform },
  );
}
