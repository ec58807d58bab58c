import { defineConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';
import packageJson from './package.json' with { type: 'json' };
import { noteBundledPackages, slowToLoad } from './tools/setup/bundledPackages.mjs';

/**
 * The Electron program: main (ES module), preload (one CommonJS file, which is all a sandboxed preload may be) and the
 * window. What also runs without Electron is built by vite.node.config.ts.
 */
export default defineConfig({
  main: {
    plugins: [noteBundledPackages()],
    build: {
      externalizeDeps: { include: Object.keys(packageJson.optionalDependencies), exclude: slowToLoad },
      rolldownOptions: { input: { index: 'src/main/index.ts' } },
    },
  },
  preload: {
    plugins: [noteBundledPackages()],
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), noteBundledPackages()],
    build: {
      minify: true,
      // The content policy forbids data: URLs and inline scripts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
