import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inProject } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say } from './texts.mjs';

const NAMES_ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** @param {NodeJS.ProcessEnv} environment */
function usualPlaces(environment) {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const folders = [environment['ProgramFiles'], environment['ProgramFiles(x86)'], environment['LOCALAPPDATA']];
    const programs = [
      join('Google', 'Chrome', 'Application', 'chrome.exe'),
      join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
    return folders.flatMap((folder) => (folder ? programs.map((program) => join(folder, program)) : []));
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  return NAMES_ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Some systems ship a script of this name that only tells where to get the browser. @param {string} path */
function starts(path) {
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

/**
 * A Chromium to drive: the one CHROMIUM_PATH names, Playwright's own, or the system's.
 * @returns {Promise<string | null>} its path, or null when there is none
 */
export async function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and nothing is there.`);
    return named;
  }
  const candidates = [await playwrightsOwn(), ...usualPlaces(process.env)];
  return candidates.find((path) => existsSync(path) && starts(path)) ?? null;
}

/** @returns {[string, string[]][]} commands that could bring a Chromium, in the order they are tried */
function waysToInstall() {
  const viaPlaywright = /** @type {[string, string[]]} */ ([
    process.execPath,
    [inProject('node_modules', 'playwright', 'cli.js'), 'install', 'chromium'],
  ]);
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return [viaPlaywright];
  const isRoot = process.getuid?.() === 0;
  const [program, before] = isRoot ? ['apt-get', []] : ['sudo', ['-n', 'apt-get']];
  return [
    viaPlaywright,
    [program, [...before, 'update', '-q']],
    [program, [...before, 'install', '-q', '-y', 'chromium']],
  ];
}

const INSTALL_WITHIN_MS = 10 * 60 * 1000;

/**
 * The same, fetched if there is none.
 * @returns {Promise<string>} its path
 * @throws when there is none and none could be installed; the message says how to get one
 */
export async function requireChromium() {
  const found = await findChromium();
  if (found !== null) return found;
  const tried = [];
  for (const [program, parameters] of waysToInstall()) {
    say(`No Chromium here; trying: ${program} ${parameters.join(' ')}`);
    const { code, output } = await runQuietly(program, parameters, { timeoutMs: INSTALL_WITHIN_MS });
    if (code !== 0) tried.push(`${program} ${parameters.join(' ')}\n${output.trim().split('\n').slice(-4).join('\n')}`);
    const installed = await findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(
    `The end-to-end tests need a Chromium and none could be installed.\n${tried.join('\n')}\n` +
      'Get one with "npx playwright install --with-deps chromium" or your system’s packages ("apt install chromium"), ' +
      'or name one that you have: CHROMIUM_PATH=/path/to/chrome npm test',
  );
}
