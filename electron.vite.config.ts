import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';
import packageJson from './package.json' with { type: 'json' };

/**
 * The Electron program: main (ES module), preload (one CommonJS file, which is all a sandboxed preload may be) and the
 * window. What also runs without Electron is built by vite.node.config.ts.
 */
const config = {
  main: {
    build: {
      externalizeDeps: { include: Object.keys(packageJson.optionalDependencies) },
      rolldownOptions: { input: { index: 'src/main/index.ts' } },
    },
  },
  preload: {
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
    plugins: [react()],
    build: {
      minify: true,
      // The content policy forbids data: URLs and inline scripts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
};

export default defineConfig(
  Object.fromEntries(
    Object.entries(config).filter(
      ([room]) => existsSync(`src/${room}`) && readdirSync(`src/${room}`).some((name) => name.startsWith('index')),
    ),
  ),
);
