import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr as they came; code 127 when it could not start
 */
export function runQuietly(program, parameters, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    const keep = (/** @type {Buffer} */ bytes) => (output += bytes.toString('utf8'));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = options.timeoutMs ? setTimeout(() => child.kill('SIGKILL'), options.timeoutMs) : undefined;
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code, signal) => finish(code ?? (signal ? 1 : 0)));
  });
}

/**
 * Runs a program in the foreground, as if it had been started itself: same terminal, same signals, same end.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null }>}
 */
export function runInForeground(program, parameters, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { ...options, stdio: 'inherit' });
    /** @type {[NodeJS.Signals, () => void][]} */
    const forwarders = [];
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      // A terminal sends Ctrl-C to the child too; passing it on would count as a second one.
      const isAlreadyThere = signal === 'SIGINT' && process.stdin.isTTY === true;
      const forward = () => void (isAlreadyThere || child.kill(signal));
      process.on(signal, forward);
      forwarders.push([signal, forward]);
    }
    const finish = (/** @type {number} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      for (const [name, forward] of forwarders) process.removeListener(name, forward);
      resolve({ code, signal });
    };
    child.on('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      finish(127, null);
    });
    child.on('close', (code, signal) => finish(code ?? 1, signal));
  });
}

/** Ends this process the way its child ended. @param {{ code: number, signal: NodeJS.Signals | null }} end */
export function endLike(end) {
  if (end.signal && process.platform !== 'win32') process.kill(process.pid, end.signal);
  process.exitCode = end.code;
}
