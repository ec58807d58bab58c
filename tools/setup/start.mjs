import { electronProgram, hasDisplay } from './electronProgram.mjs';
import { fetchElectron } from './fetchElectron.mjs';
import { inProject } from './paths.mjs';
import { endLike, runInForeground } from './run.mjs';
import { say, textsFor } from './texts.mjs';

/** Electron that ends badly this soon never showed a window (a missing library, a sandbox the system forbids). */
const FAILED_TO_OPEN_MS = 8_000;

/** Chromium refuses root unless its sandbox is off, and we do not turn it off. */
const isLinuxRoot = () => process.platform === 'linux' && process.getuid?.() === 0;

/**
 * @param {import('./texts.mjs').Texts} texts
 * @returns {Promise<{ program: string } | { whyNot: string }>}
 */
async function findElectron(texts) {
  if (!hasDisplay()) return { whyNot: texts.noDisplay };
  if (isLinuxRoot()) return { whyNot: texts.rootUser };
  const program = electronProgram() ?? ((await fetchElectron(texts)) ? electronProgram() : null);
  return program === null ? { whyNot: texts.noElectron } : { program };
}

/** @param {string} program @param {string[]} parameters @returns {Promise<boolean>} false when it never opened */
async function openElectron(program, parameters) {
  const startedAt = Date.now();
  const environment = { ...process.env };
  delete environment['ELECTRON_RUN_AS_NODE'];
  const end = await runInForeground(program, [inProject(), ...parameters], { env: environment });
  const wasStopped = ['SIGINT', 'SIGTERM', 'SIGHUP'].includes(end.signal ?? '');
  if (end.code !== 0 && !wasStopped && Date.now() - startedAt < FAILED_TO_OPEN_MS) return false;
  endLike(end);
  return true;
}

/**
 * `npm start`: the app in Electron or, where that cannot be, the same window in a browser, saying why in one line.
 * @param {string[]} parameters passed on to the program that opens
 * @param {(parameters: string[]) => Promise<void>} runCommandLine
 */
export async function start(parameters, runCommandLine) {
  const texts = textsFor(process.env);
  const electron = await findElectron(texts);
  if ('program' in electron) {
    if (await openElectron(electron.program, parameters)) return;
    say(texts.electronFailed);
  } else say(electron.whyNot);
  await runCommandLine(['serve', '--open', ...parameters]);
}
