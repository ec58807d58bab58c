import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, outFolder } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say } from './texts.mjs';

const STAMP = join(outFolder, '.built-from');

/** What the result depends on, besides src/. */
const CONFIGS = [
  'electron.vite.config.ts',
  'vite.node.config.ts',
  'tsconfig.base.json',
  'tsconfig.web.json',
  'package.json',
  'package-lock.json',
  'tools/setup/buildOut.mjs',
  'tools/setup/bundledPackages.mjs',
];

/** @param {string} folder below the project's @returns {string[]} its files, tests left out, in a fixed order */
function sourceFiles(folder) {
  return readdirSync(inProject(folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(path);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
    });
}

/** The content, not the dates: a checkout changes every date. */
function wantedStamp() {
  const hash = createHash('sha256');
  for (const path of [...CONFIGS, ...sourceFiles('src')]) {
    const bytes = readFileSync(inProject(path));
    hash.update(`${path} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** @returns {boolean} true when out/ was built from the sources as they are now */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wantedStamp();
}

/** The new build takes the old one's place only when it is whole, so a failed build leaves a program that runs. @param {string} fresh */
function replaceOut(fresh) {
  const previous = `${outFolder}.previous`;
  rmSync(previous, { recursive: true, force: true });
  if (existsSync(outFolder)) renameSync(outFolder, previous);
  renameSync(fresh, outFolder);
  rmSync(previous, { recursive: true, force: true });
}

/**
 * @param {string} node a Node that vite accepts
 * @param {import('./texts.mjs').Texts} texts
 * @returns {Promise<boolean>} false when it failed and the reason was said
 */
export async function build(node, texts) {
  say(texts.building);
  const stamp = wantedStamp();
  const fresh = `${outFolder}.next`;
  const { code, output } = await runQuietly(node, [inProject('tools', 'setup', 'buildOut.mjs'), fresh], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    cwd: inProject(),
  });
  if (code !== 0) {
    say(texts.buildFailed);
    say(output.trim());
    return false;
  }
  writeFileSync(join(fresh, '.built-from'), stamp);
  replaceOut(fresh);
  return true;
}
