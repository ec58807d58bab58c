import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runInstallScripts } from './installScripts.mjs';
import { inProject } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say } from './texts.mjs';

/** Inside node_modules, so that it goes when they go. */
const STAMP = inProject('node_modules', '.cantado-installed');

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */

function wantedStamp() {
  const lock = readFileSync(inProject('package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`;
}

/** @param {string} path */
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** npm's own note of what it installed, against the lock file: someone may have run npm themselves. */
function isWhatNpmInstalled() {
  const installedText = readIfThere(inProject('node_modules', '.package-lock.json'));
  if (installedText === null) return false;
  /** @type {Record<string, LockedPackage>} */
  const installed = JSON.parse(installedText).packages;
  /** @type {Record<string, LockedPackage>} */
  const wanted = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** @returns {boolean} true when node_modules holds what package-lock.json asks for, on this kind of machine */
export function isInstalled() {
  const stamp = readIfThere(STAMP);
  const wanted = wantedStamp();
  if (stamp === wanted) return true;
  const isFromAnotherMachine = stamp !== null && stamp.split(' ')[1] !== wanted.split(' ')[1];
  if (isFromAnotherMachine || !isWhatNpmInstalled()) return false;
  writeFileSync(STAMP, wanted);
  return true;
}

/** @returns {{ program: string, parameters: string[], shell: boolean } | null} */
function findNpm() {
  const fromNpm = process.env['npm_execpath'];
  const besideNode = [
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = [fromNpm, ...besideNode].find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  if (script) return { program: process.execPath, parameters: [script], shell: false };
  const isWindows = process.platform === 'win32';
  const name = isWindows ? 'npm.cmd' : 'npm';
  const isOnPath = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
  return isOnPath ? { program: name, parameters: [], shell: isWindows } : null;
}

/** @param {string} output @returns {keyof import('./texts.mjs').Texts['causes']} */
function causeOf(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) return 'network';
  if (/ENOSPC/.test(output)) return 'space';
  if (/EACCES|EPERM|EROFS/.test(output)) return 'permission';
  if (/EUSAGE|in sync/.test(output)) return 'lock';
  return 'other';
}

const LINES_SHOWN = 15;

/**
 * Installs exactly what the lock file says.
 * @param {import('./texts.mjs').Texts} texts
 * @returns {Promise<boolean>} false when it failed and the reason was said
 */
export async function install(texts) {
  const npm = findNpm();
  if (npm === null) {
    say(texts.npmMissing);
    return false;
  }
  say(texts.installing);
  // NODE_ENV=production would leave out what the build needs.
  const parameters = [...npm.parameters, 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit'];
  const { code, output } = await runQuietly(
    npm.program,
    [...parameters, '--no-fund', '--loglevel=error', '--prefer-offline'],
    {
      cwd: inProject(),
      shell: npm.shell,
    },
  );
  if (code !== 0) {
    say(texts.installFailed);
    say(output.trim().split('\n').slice(0, LINES_SHOWN).join('\n'));
    say(texts.causes[causeOf(output)]);
    return false;
  }
  await runInstallScripts();
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wantedStamp());
  return true;
}
