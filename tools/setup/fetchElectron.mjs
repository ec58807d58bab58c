import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { inProject, setupFolder } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { findNode } from './findNode.mjs';
import { say } from './texts.mjs';

const FAILURE_NOTE = join(setupFolder, 'electron-fetch-failed');
const REMEMBER_FAILURE_MS = 24 * 60 * 60 * 1000;
const ANSWER_WITHIN_MS = 5_000;
/** About 110 MB: ten minutes is 1.5 Mbit/s. */
const FETCH_WITHIN_MS = 10 * 60 * 1000;

function failedLately() {
  return existsSync(FAILURE_NOTE) && Date.now() - statSync(FAILURE_NOTE).mtimeMs < REMEMBER_FAILURE_MS;
}

/** Whether the server with Electron's releases answers at all; a firewall that swallows packets would cost minutes otherwise. */
function isServerThere() {
  const environment = process.env;
  const goesThroughProxy = ['HTTPS_PROXY', 'https_proxy', 'GLOBAL_AGENT_HTTPS_PROXY'].some((name) => environment[name]);
  if (goesThroughProxy) return Promise.resolve(true);
  const mirror = environment['ELECTRON_MIRROR'] ?? environment['npm_config_electron_mirror'] ?? 'https://github.com/';
  const { hostname, port, protocol } = new URL(mirror);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || (protocol === 'http:' ? 80 : 443) });
    const answer = (/** @type {boolean} */ isThere) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

/**
 * Runs Electron's own installer once. A failure is remembered for a day, so that the next start does not wait again.
 * @param {import('./texts.mjs').Texts} texts
 * @returns {Promise<boolean>} true when Electron's program is there now
 */
export async function fetchElectron(texts) {
  const installer = inProject('node_modules', 'electron', 'install.js');
  const node = findNode();
  if (node === null || !existsSync(installer) || failedLately()) return false;
  if (await isServerThere()) {
    say(texts.fetchingElectron);
    const { code } = await runQuietly(node, [installer], { cwd: inProject(), timeoutMs: FETCH_WITHIN_MS });
    if (code === 0) {
      rmSync(FAILURE_NOTE, { force: true });
      return true;
    }
  }
  mkdirSync(setupFolder, { recursive: true });
  writeFileSync(FAILURE_NOTE, '');
  return false;
}
