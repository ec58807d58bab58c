import { cpus } from 'node:os';
import { join } from 'node:path';
import { inProject, setupFolder } from './paths.mjs';

/**
 * @typedef {object} Step
 * @property {string} id what `npm test -- <id>` calls it
 * @property {string} heading
 * @property {string[]} command a script of an installed package and its parameters, run by Node
 * @property {boolean} isQuiet its output is shown only when it fails; such steps run side by side
 * @property {string} [countsFile] where it leaves its number of tests
 */

/** @param {string} name @param {string[]} parts */
const script = (name, ...parts) => inProject('node_modules', name, ...parts);

/** @param {string} id @param {string} heading @param {string[]} projects of vitest.config.ts @returns {Step} */
function vitest(id, heading, projects = [id]) {
  const countsFile = join(setupFolder, `${id}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${countsFile}`];
  return {
    id,
    heading,
    command: [script('vitest', 'vitest.mjs'), 'run', ...projects.flatMap((name) => ['--project', name]), ...reporters],
    isQuiet: false,
    countsFile,
  };
}

/** Everything `npm test` proves: what runs side by side, the longest first, and then the tests. @type {readonly Step[]} */
export const steps = [
  {
    id: 'lint',
    heading: 'Lint',
    command: [
      script('eslint', 'bin', 'eslint.js'),
      '--cache',
      '--cache-location',
      join(setupFolder, 'eslint'),
      '--max-warnings=0',
      '.',
    ],
    isQuiet: true,
  },
  { id: 'types', heading: 'Types', command: [script('typescript', 'bin', 'tsc'), '--build'], isQuiet: true },
  {
    id: 'format',
    heading: 'Format',
    command: [script('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
    isQuiet: true,
  },
  {
    id: 'walls',
    heading: 'Room rules',
    command: [script('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), 'src'],
    isQuiet: true,
  },
  { id: 'unused', heading: 'Unused code', command: [script('knip', 'bin', 'knip.js')], isQuiet: true },
  vitest('unit', 'Unit, golden and house tests', ['pure', 'unit']),
  vitest('e2e', 'End to end, in Chromium'),
  vitest('electron', 'The same journeys in the real Electron'),
];

/** How many quiet steps run side by side. */
export const workerCount = Math.max(1, Math.min(4, cpus().length));
