import type { KnipConfig } from 'knip';

/** What is started from outside; everything else must be reached from here or go. */
const config: KnipConfig = {
  entry: [
    'src/headless/cli.ts!',
    'src/workers/inferenceHost.ts!',
    'src/workers/*.worker.ts!',
    'tools/setup/{launch,test,buildOut}.mjs',
    'tools/*.{mjs,ts}',
    'bench/*.ts',
    'tests/**/*.test.ts',
    'tests/**/*.worker.ts',
    'tests/suites/{cantadoProcess,everyProgram}.ts',
  ],
  project: ['src/**/*.{ts,tsx}!', 'tools/**/*.{mjs,ts}', 'bench/**/*.ts', 'tests/**/*.ts'],
  // Run by their paths, without a script in package.json (tools/setup/testSteps.mjs).
  ignoreDependencies: ['dependency-cruiser'],
  // Faults are made with them where a system has them.
  ignoreBinaries: ['mkfifo', 'mount', 'umount', 'unshare', 'prlimit'],
  // A type that a signature needs may be named for those who call it.
  ignoreExportsUsedInFile: { type: true },
};

export default config;
