/** Builds everything into the folder named by the first argument; started by build.mjs under a Node that vite accepts. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build as buildElectron } from 'electron-vite';
import { build as buildNode } from 'vite';
import { projectRoot } from './paths.mjs';

const outDir = process.argv[2] && resolve(process.argv[2]);
if (!outDir) throw new Error('usage: buildOut.mjs <folder>');
process.env['NODE_ENV'] = 'production';
process.chdir(projectRoot);

rmSync(outDir, { recursive: true, force: true });
await buildElectron({ logLevel: 'warn', build: { outDir } });
await buildNode({
  root: projectRoot,
  configFile: join(projectRoot, 'vite.node.config.ts'),
  logLevel: 'warn',
  build: { outDir },
});
