/** Builds everything into the folder named by the first argument; started by build.mjs under a Node that vite accepts. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build as buildElectron } from 'electron-vite';
import { build as buildNode } from 'vite';
import { projectRoot } from './paths.mjs';

/** @param {string} outDir absolute */
async function buildAll(outDir) {
  rmSync(outDir, { recursive: true, force: true });
  await buildElectron({ logLevel: 'warn', build: { outDir } });
  await buildNode({
    root: projectRoot,
    configFile: join(projectRoot, 'vite.node.config.ts'),
    logLevel: 'warn',
    build: { outDir },
  });
}

const folder = process.argv[2];
if (!folder) throw new Error('usage: buildOut.mjs <folder>');
process.env['NODE_ENV'] = 'production';
const outDir = resolve(folder);
process.chdir(projectRoot);
buildAll(outDir).catch((error) => {
  process.stderr.write(`${stripVTControlCharacters(String(error?.message ?? error))}\n`);
  process.exitCode = 1;
});
