import { resolve } from 'node:path';

/** Bundled before the first test (compiledPrograms.ts); what is no test runs the sources. */
const folder = process.env['CANTADO_TEST_PROGRAMS'];

/** What is forked as the inference host. */
export const hostEntry =
  folder === undefined ? resolve('src/workers/inferenceHost.ts') : resolve(folder, 'workers/inferenceHost.js');

/** What is forked as the whole program. */
export const cantadoEntry =
  folder === undefined ? resolve('tests/suites/cantadoProcess.ts') : resolve(folder, 'cantadoProcess.js');
