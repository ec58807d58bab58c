import type { HostReplyMessage, HostRequestMessage } from '../contract/inference.ts';

/** The host's end of the channel to the program that started it. */
export type ParentLink = {
  post(message: HostReplyMessage): void;
  onMessage(listener: (message: HostRequestMessage) => void): void;
  /** The parent is gone; nobody waits for anything any more. */
  onGone(listener: () => void): void;
};

/** What Electron's utilityProcess puts on `process`; its types are not known here. */
type ElectronParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: HostRequestMessage }) => void): void;
  on(event: 'close', listener: () => void): void;
};

/** Speaks through Electron's parentPort where there is one, else through the channel of child_process.fork. */
export function openParentLink(): ParentLink {
  const { parentPort } = process as typeof process & { readonly parentPort?: ElectronParentPort };
  if (parentPort) {
    return {
      post(message) {
        parentPort.postMessage(message);
      },
      onMessage(listener) {
        parentPort.on('message', (event) => {
          listener(event.data);
        });
      },
      onGone(listener) {
        parentPort.on('close', listener);
      },
    };
  }
  return {
    post(message) {
      // A parent that died a moment ago is told of by onGone; the send has nothing to add.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage(listener) {
      process.on('message', (message) => {
        listener(message as HostRequestMessage);
      });
    },
    onGone(listener) {
      process.on('disconnect', listener);
    },
  };
}
