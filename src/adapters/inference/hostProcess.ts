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

/** @property isQuiet what its native parts write to the error output is thrown away: trying what may fail is no news */
export type LaunchOptions = { readonly isQuiet?: boolean };

/** Starts the host's entry with its configuration. */
export type LaunchHost = (entry: string, config: HostConfig, options?: LaunchOptions) => HostProcess;

/**
 * The environment of the host. With one arena glibc gives freed buffers of all threads back to each other, which keeps
 * memory flat: measured 418 to 440 MB at six minutes, 1.07 to 1.09 times those of one, where 480 to 520 MB, 1.11 to 1.19 times, were. Other systems ignore it.
 */
export function hostEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, ...nothingReported, MALLOC_ARENA_MAX: '1' };
}

/**
 * From 1.29 on ONNX Runtime's builds for Linux and macOS send facts about sessions and models to their maker, past every
 * ledger, unless they are told not to before they are loaded; the second name is that of some builds in between.
 */
const nothingReported = { ORT_DISABLE_TELEMETRY: '1', ORT_TELEMETRY_DISABLED: '1' };
