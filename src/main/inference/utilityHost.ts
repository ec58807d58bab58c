import { utilityProcess } from 'electron';
import type { HostReplyMessage } from '../../contract/inference.ts';
import { hostEnvironment, type LaunchHost } from '../../adapters/inference/hostProcess.ts';

/** Launches the inference host as one of Electron's utility processes. */
export const launchUtilityHost: LaunchHost = (entry, config, { isQuiet = false } = {}) => {
  const child = utilityProcess.fork(entry, [JSON.stringify(config)], {
    serviceName: 'Cantado inference',
    env: hostEnvironment(),
    stdio: isQuiet ? 'ignore' : 'inherit',
  });
  return {
    postMessage(message) {
      child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', (message: HostReplyMessage) => {
        listener(message);
      });
    },
    onExit(listener) {
      child.once('exit', (exitCode) => {
        listener(exitCode);
      });
    },
    kill() {
      // Electron's own kill() is SIGTERM, which waits for a thread that is inside ONNX Runtime.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
};
