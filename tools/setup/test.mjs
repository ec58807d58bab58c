/** `npm test [-- <step> …]`: sets itself up, runs every step, and ends with a line of counts. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { electronProgram, hasDisplay } from './electronProgram.mjs';
import { requireChromium } from './findChromium.mjs';
import { inProject, setupFolder } from './paths.mjs';
import { makeReady } from './ready.mjs';
import { runInForeground, runQuietly } from './run.mjs';
import { steps, workerCount } from './testSteps.mjs';

/** @typedef {import('./testSteps.mjs').Step} Step */
/** @typedef {{ step: Step, isPassed: boolean, passed: number, failed: number }} Outcome */

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

/** @param {number} startedAt */
const secondsSince = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;

/** @param {Step} step @param {boolean} isPassed @param {number} startedAt */
const printHeading = (step, isPassed, startedAt) =>
  print(`${isPassed ? '✓' : '✗'} ${step.heading} (${secondsSince(startedAt)})`);

/** @param {string} node @param {Step} step @returns {Promise<Outcome>} */
async function runQuietStep(node, step) {
  const startedAt = Date.now();
  const { code, output } = await runQuietly(node, step.command, { cwd: inProject() });
  const isPassed = code === 0;
  printHeading(step, isPassed, startedAt);
  if (!isPassed) print(output.trimEnd());
  return { step, isPassed, passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1 };
}

/** @param {string} path */
function readCounts(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1, leftOut: 0 };
  const counts = JSON.parse(readFileSync(path, 'utf8'));
  // A file that does not load has no tests of its own to count.
  const failed = Math.max(counts.numFailedTests, counts.numFailedTestSuites > 0 ? 1 : 0);
  return { passed: counts.numPassedTests, failed, leftOut: counts.numPendingTests + counts.numTodoTests };
}

/** @param {string} node @param {Step} step @param {string} countsFile @returns {Promise<Outcome>} */
async function runLoudStep(node, step, countsFile) {
  const startedAt = Date.now();
  print(`\n${step.heading}`);
  rmSync(countsFile, { force: true });
  mkdirSync(dirname(countsFile), { recursive: true });
  const { code } = await runInForeground(node, step.command, { cwd: inProject() });
  const { passed, failed, leftOut } = readCounts(countsFile);
  if (leftOut > 0) print(`${leftOut} tests were left out; a test that does not run proves nothing.`);
  const isPassed = code === 0 && leftOut === 0;
  printHeading(step, isPassed, startedAt);
  return { step, isPassed, passed, failed: isPassed ? failed : Math.max(1, failed + leftOut) };
}

/** Runs quiet steps side by side, and starts no more once one has failed. @param {string} node @param {Step[]} waiting */
async function runQuietSteps(node, waiting) {
  /** @type {Outcome[]} */
  const outcomes = [];
  const queue = [...waiting];
  const work = async () => {
    for (let step = queue.shift(); step && outcomes.every((one) => one.isPassed); step = queue.shift()) {
      outcomes.push(await runQuietStep(node, step));
    }
  };
  await Promise.all(Array.from({ length: workerCount }, work));
  return outcomes;
}

/** The real Electron is a download of 110 MB and needs a display; the end-to-end tests drive a stand-in either way. */
const canRunElectron = () => electronProgram() !== null && hasDisplay();

/** @param {string[]} names none: every step; `types` stands for all of its rooms @returns {Step[] | null} */
function chosenSteps(names) {
  const known = (/** @type {Step} */ step, /** @type {string} */ name) =>
    step.id === name || step.id.startsWith(`${name}:`);
  const unknown = names.filter((name) => !steps.some((step) => known(step, name)));
  if (unknown.length > 0) {
    print(`No step is called ${unknown.join(', ')}. The steps: ${steps.map((step) => step.id).join(', ')}`);
    return null;
  }
  if (names.length > 0) return steps.filter((step) => names.some((name) => known(step, name)));
  return steps.filter((step) => step.id !== 'electron' || canRunElectron());
}

/** @returns {Promise<boolean>} false when there is none, which has been said */
async function bringChromium() {
  try {
    process.env['CHROMIUM_PATH'] = await requireChromium();
    return true;
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** @param {string} node @param {Step[]} chosen @returns {Promise<Outcome[]>} */
async function runSteps(node, chosen) {
  const outcomes = await runQuietSteps(
    node,
    chosen.filter((step) => step.isQuiet),
  );
  for (const step of chosen) {
    if (step.countsFile === undefined || outcomes.some((one) => !one.isPassed)) continue;
    const isReady = step.id !== 'e2e' || (await bringChromium());
    outcomes.push(
      isReady ? await runLoudStep(node, step, step.countsFile) : { step, isPassed: false, passed: 0, failed: 1 },
    );
  }
  return outcomes;
}

async function main() {
  const startedAt = Date.now();
  const chosen = chosenSteps(process.argv.slice(2));
  mkdirSync(setupFolder, { recursive: true });
  const node = chosen && (await makeReady());
  if (!chosen || !node) return 1;
  print(`Set up (${secondsSince(startedAt)})`);
  const outcomes = await runSteps(node, chosen);
  const failures = outcomes.filter((one) => !one.isPassed);
  const notRun = chosen.filter((step) => outcomes.every((one) => one.step !== step));
  print(`\nTook ${secondsSince(startedAt)}.`);
  if (failures.length > 0) print(`Failed: ${failures.map((one) => one.step.heading).join(', ')}.`);
  if (notRun.length > 0) print(`Not run because of that: ${notRun.map((step) => step.heading).join(', ')}.`);
  if (!chosen.some((step) => step.id === 'electron') && process.argv.length === 2)
    print(
      'Not part of this run: the same journeys in the real Electron, because its program or a display is missing here.',
    );
  const sum = (/** @type {'passed' | 'failed'} */ kind) => outcomes.reduce((total, one) => total + one[kind], 0);
  print(`${sum('passed')} passed, ${sum('failed')} failed`);
  return failures.length > 0 ? 1 : 0;
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    print(error.message);
    print('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
