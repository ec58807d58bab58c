import { fork } from 'node:child_process';
import type { HostConfig, HostReplyMessage } from '../../contract/inference.ts';
import { hostEnvironment, type HostProcess, type LaunchOptions } from './hostProcess.ts';

/** Launches the host under plain Node, with the executable that runs this program. */
export function forkHost(entry: string, config: HostConfig, { isQuiet = false }: LaunchOptions = {}): HostProcess {
  const child = fork(entry, [JSON.stringify(config)], {
    execPath: process.execPath,
    execArgv: [],
    env: hostEnvironment(),
    serialization: 'advanced',
    // Ctrl-C in a terminal reaches the whole group; the host and its ffmpeg end when we say so, after the cancel.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', isQuiet ? 'ignore' : 'inherit', 'ipc'],
  });
  return {
    postMessage(message) {
      // A channel that closed meanwhile is reported through onExit; the send itself has nothing to add.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage(listener) {
      child.on('message', (message) => {
        listener(message as HostReplyMessage);
      });
    },
    onExit(listener) {
      let hasEnded = false;
      const end = (exitCode: number | null): void => {
        if (hasEnded) return;
        hasEnded = true;
        listener(exitCode);
      };
      child.on('exit', end);
      child.on('error', () => {
        if (child.pid === undefined) end(null);
      });
    },
    kill() {
      // SIGTERM would wait for a thread inside ONNX Runtime, and ending such a thread aborts with a core dump.
      child.kill('SIGKILL');
    },
  };
}
