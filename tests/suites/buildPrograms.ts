import { build } from 'vite';

/* Bundles what tests start as processes, as the program itself is bundled, into the folder it is told; see compiledPrograms.ts. */
const input = {
  cantadoProcess: 'tests/suites/cantadoProcess.ts',
  everyProgram: 'tests/suites/everyProgram.ts',
};
await build({
  configFile: 'vite.node.config.ts',
  logLevel: 'warn',
  build: { outDir: process.argv[2] ?? '', emptyOutDir: true, rolldownOptions: { input } },
});
