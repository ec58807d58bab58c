type InvokeHandler = (event: object, ...parameters: unknown[]) => unknown;

const handlers = new Map<string, InvokeHandler>();

export const ipcMain = {
  handle(channel: string, handler: InvokeHandler): void {
    if (handlers.has(channel)) throw new Error(`A second handler for ${channel}`);
    handlers.set(channel, handler);
  },
};

/** Parameters cross as JSON here, where Electron clones; undefined at the end is left out by the sender. */
export async function invoke(event: object, channel: string, parameters: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...parameters);
}
