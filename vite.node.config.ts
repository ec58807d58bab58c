import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { noteBundledPackages, slowToLoad } from './tools/setup/bundledPackages.mjs';

const workers = readdirSync('src/workers').filter((name) => name.endsWith('.worker.ts'));

/** The programs that run without Electron. Apart from the shell, so that no shared chunk can pull `electron` in. */
const entries = {
  'headless/cli': 'src/headless/cli.ts',
  'workers/inferenceHost': 'src/workers/inferenceHost.ts',
  ...Object.fromEntries(workers.map((name) => [`workers/${name.replace(/\.ts$/, '')}`, `src/workers/${name}`])),
};

const installed = [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.optionalDependencies)];
const isOf = (packages: readonly string[], id: string) =>
  packages.some((name) => id === name || id.startsWith(`${name}/`));
const isLoaded = (id: string) => isOf(installed, id) && !isOf(slowToLoad, id);
const isBuiltin = (id: string) => id.startsWith('node:') || builtinModules.includes(id);

export default defineConfig({
  publicDir: false,
  plugins: [noteBundledPackages()],
  ssr: { noExternal: true },
  build: {
    outDir: 'out',
    emptyOutDir: false,
    ssr: true,
    target: 'node22.12',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: entries,
      external: (id) => isBuiltin(id) || isLoaded(id),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
