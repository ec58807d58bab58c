import type { HostConfig, HostReplyMessage, HostRequestMessage } from '../../contract/inference.ts';

/**
 * A running inference host, however it was started: `child_process.fork` under Node, `utilityProcess`
 * under Electron. Killing it is always clean for the parent.
 */
export type HostProcess = {
  postMessage(message: HostRequestMessage): void;
  onMessage(listener: (message: HostReplyMessage) => void): void;
  /** Called once, when the process is gone for whatever reason. */
  onExit(listener: (exitCode: number | null) => void): void;
  /** Ends the process at once. */
  kill(): void;
};

/** Starts the host's entry with its configuration. */
export type LaunchHost = (entry: string, config: HostConfig) => HostProcess;
