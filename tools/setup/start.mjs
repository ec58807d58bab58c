import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchElectron } from './fetchElectron.mjs';
import { inProject } from './paths.mjs';
import { endLike, runInForeground } from './run.mjs';
import { say, textsFor } from './texts.mjs';

/** Electron that ends badly this soon never showed a window (a missing library, a sandbox the system forbids). */
const FAILED_TO_OPEN_MS = 8_000;

/** @returns {string | null} Electron's own program, where its installer put it */
export function electronProgram() {
  const folder = inProject('node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const distFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const program = join(distFolder, readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** @param {NodeJS.ProcessEnv} environment */
const hasDisplay = (environment) =>
  process.platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);

/** Chromium refuses root unless its sandbox is off, and we do not turn it off. */
const isLinuxRoot = () => process.platform === 'linux' && process.getuid?.() === 0;

/**
 * @param {import('./texts.mjs').Texts} texts
 * @returns {Promise<{ program: string } | { whyNot: string }>}
 */
async function findElectron(texts) {
  if (!hasDisplay(process.env)) return { whyNot: texts.noDisplay };
  if (isLinuxRoot()) return { whyNot: texts.rootUser };
  const program = electronProgram() ?? ((await fetchElectron(texts)) ? electronProgram() : null);
  return program === null ? { whyNot: texts.noElectron } : { program };
}

/**
 * `npm start`: the app in Electron or, where that cannot be, the same window in a browser, saying why in one line.
 * @param {string} node
 * @param {string[]} parameters passed on to the program that opens
 * @param {(node: string, parameters: string[]) => Promise<void>} runCommandLine
 */
export async function start(node, parameters, runCommandLine) {
  const texts = textsFor(process.env);
  const electron = await findElectron(texts);
  if ('program' in electron) {
    const startedAt = Date.now();
    const environment = { ...process.env };
    delete environment['ELECTRON_RUN_AS_NODE'];
    const end = await runInForeground(electron.program, [inProject(), ...parameters], { env: environment });
    const isFailure = end.code !== 0 && !['SIGINT', 'SIGTERM', 'SIGHUP'].includes(end.signal ?? '');
    if (!isFailure || Date.now() - startedAt > FAILED_TO_OPEN_MS) {
      endLike(end);
      return;
    }
    say(texts.electronFailed);
  } else say(electron.whyNot);
  await runCommandLine(node, ['serve', '--open', ...parameters]);
}
