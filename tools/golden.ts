import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { goldenCases } from '../tests/suites/golden/goldenCases.ts';
import { WrittenNetworks } from '../tests/suites/golden/networks.ts';
import type { GoldenCase, Verdict } from '../tests/suites/golden/types.ts';

/*
 * npm run golden -- <folder> [--root <name>=<folder>]…
 * Runs every case of a folder laid out like tests/fixtures/rvc: one line each with what was reached, exit 1 if any fails.
 * A path inside the descriptions that begins with the manifest's `split` counts from the folder itself; one that begins with
 * the name of a --root counts from there.
 */

const usage = 'npm run golden -- <folder> [--root <name>=<folder>]…';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { root: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1 || values.root.some((root) => !/^[^=]+=./.test(root))) {
    return refuse(usage);
  }
  const others = new Map(values.root.map(rootOf));
  const missing = [folder, ...others.values()].filter((one) => !existsSync(one));
  if (missing.length > 0) return refuse(`${missing.join(', ')} is not there`);
  const networks = new WrittenNetworks();
  try {
    return await runAll(goldenCases({ folder: path.resolve(folder), others }, networks));
  } finally {
    networks.close();
  }
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

function rootOf(option: string): [string, string] {
  const separator = option.indexOf('=');
  return [option.slice(0, separator), path.resolve(option.slice(separator + 1))];
}

async function runAll(cases: readonly GoldenCase[]): Promise<number> {
  const failed: string[] = [];
  for (const one of cases) {
    const startMs = performance.now();
    const { passed, figures } = await verdictOf(one);
    if (!passed) failed.push(one.name);
    const durationSec = ((performance.now() - startMs) / 1000).toFixed(1);
    process.stdout.write(`${passed ? 'pass' : 'FAIL'}  ${one.name}: ${figures} [${durationSec} s]\n`);
  }
  process.stdout.write(`\n${String(cases.length - failed.length)} of ${String(cases.length)} cases passed\n`);
  for (const name of failed) process.stdout.write(`failed: ${name}\n`);
  return failed.length > 0 || cases.length === 0 ? 1 : 0;
}

async function verdictOf(one: GoldenCase): Promise<Verdict> {
  try {
    return await one.run();
  } catch (error) {
    return { passed: false, figures: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

process.exitCode = await main();
