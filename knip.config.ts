import type { KnipConfig } from 'knip';

/** What is started from outside; everything else must be reached from here or go. */
const config: KnipConfig = {
  entry: [
    'src/main/index.ts!',
    'src/preload/index.ts!',
    'src/renderer/index.tsx!',
    'src/headless/cli.ts!',
    'src/workers/inferenceHost.ts!',
    'src/workers/*.worker.ts!',
    'tools/setup/{launch,test,buildOut}.mjs',
    'tools/*.{mjs,ts}',
    'bench/*.ts',
    'tests/**/*.test.ts',
  ],
  project: ['src/**/*.{ts,tsx}!', 'tools/**/*.{mjs,ts}', 'bench/**/*.ts', 'tests/**/*.ts'],
  ignoreDependencies: [
    // A whole Node for machines that have an older one; found by its path (tools/setup/findNode.mjs).
    'node',
  ],
};

export default config;
