import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };

/** The programs that run without Electron. Apart from the shell, so that no shared chunk can pull `electron` in. */
const allEntries = {
  'headless/cli': 'src/headless/cli.ts',
  'workers/inferenceHost': 'src/workers/inferenceHost.ts',
  'workers/inference.worker': 'src/workers/inference.worker.ts',
};
const entries = Object.fromEntries(Object.entries(allEntries).filter(([, path]) => existsSync(path)));

const installed = [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.optionalDependencies)];
const isInstalled = (id: string) => installed.some((name) => id === name || id.startsWith(`${name}/`));
const isBuiltin = (id: string) => id.startsWith('node:') || builtinModules.includes(id);

export default defineConfig({
  publicDir: false,
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
      external: (id) => isBuiltin(id) || isInstalled(id),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
