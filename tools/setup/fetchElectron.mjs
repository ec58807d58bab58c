import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode } from './findNode.mjs';
import { inProject, setupFolder } from './paths.mjs';
import { isServerThere } from './reach.mjs';
import { runQuietly } from './run.mjs';
import { say } from './texts.mjs';

const FAILURE_NOTE = join(setupFolder, 'electron-fetch-failed');
const REMEMBER_FAILURE_MS = 24 * 60 * 60 * 1000;
/** About 110 MB: ten minutes is 1.5 Mbit/s. */
const FETCH_WITHIN_MS = 10 * 60 * 1000;

function failedLately() {
  return existsSync(FAILURE_NOTE) && Date.now() - statSync(FAILURE_NOTE).mtimeMs < REMEMBER_FAILURE_MS;
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
  const server = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/';
  if (await isServerThere(server)) {
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
