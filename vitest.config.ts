import { defineConfig } from 'vitest/config';

/** By their walls they hold no file, process or state of their own, so one process can test file after file. */
const pureRooms = ['src/{contract,core,engine,renderer}/**/*.test.ts', 'tools/**/*.test.ts'];

/**
 * `pure` and `unit` are everything beside the sources, golden and house tests; `e2e` drives what is built, in Chromium;
 * `electron` the same in Electron.
 */
export default defineConfig({
  test: {
    // Limits say when to give up; how fast a machine is, is no promise.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: ['tests/suites/fixedSeed.ts'],
    // Tests that load ONNX Runtime themselves report nothing to its maker either (adapters/inference/hostProcess.ts).
    env: { ORT_DISABLE_TELEMETRY: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          environment: 'node',
          include: pureRooms,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: [...pureRooms, 'tests/{e2e,electron}/**', '**/node_modules/**'],
          globalSetup: ['tests/suites/temporaryPlace.ts', 'tests/suites/compiledPrograms.ts'],
          // Two files at a time, also on two cores: while one waits for a process it started, the other works.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/suites/temporaryPlace.ts'],
          // Two browsers at a time, also on two cores: while one waits for a render, the other clicks.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'electron',
          environment: 'node',
          include: ['tests/electron/**/*.test.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
