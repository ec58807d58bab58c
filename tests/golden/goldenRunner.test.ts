import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../suites/temporaryFolder.ts';

/* The yardstick itself: what it is for is to fail. */

const program = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = path.join(program, 'tests', 'fixtures', 'rvc');

function runGolden(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/golden.ts', ...options], {
    cwd: program,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** A golden folder with these parts of ours, under names of its own. */
function folderWith(parts: Readonly<Record<string, string>>, split = 'elsewhere'): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'MANIFEST.json'), JSON.stringify({ split }));
  for (const [to, from] of Object.entries(parts)) {
    cpSync(path.join(fixtures, from), path.join(folder, to), { recursive: true });
  }
  return folder;
}

it('a folder with other names, and without what is optional, passes with a line for each case', () => {
  const folder = folderWith({ vectors: 'vectors', 'index/other': 'index/idx256_tiny' });
  rmSync(path.join(folder, 'vectors', 'rms_curve_source.npy'));
  rmSync(path.join(folder, 'vectors', 'f0_key12_f0.npy'));
  rmSync(path.join(folder, 'index', 'other', 'scores.npy'));
  const { status, stdout } = runGolden(folder);
  expect(stdout).toMatch(/^pass {2}index\/other: .*ids wrong 0/m);
  expect(stdout).toMatch(/^pass {2}vectors\/loudness: /m);
  expect(status).toBe(0);
});

it('one wrong value fails its case by name, and the others still run', () => {
  const folder = folderWith({ vectors: 'vectors', 'index/other': 'index/idx256_tiny' });
  const file = path.join(folder, 'index', 'other', 'ids.npy');
  const ids = readFileSync(file);
  ids.writeInt8((ids.at(-8) ?? 0) ^ 1, ids.length - 8);
  writeFileSync(file, ids);
  const { status, stdout } = runGolden(folder);
  expect(stdout).toMatch(/^FAIL {2}index\/other: .*ids wrong 1 \(must be 0\)/m);
  expect(stdout).toMatch(/^pass {2}vectors\/filter: /m);
  expect(stdout).toMatch(/^failed: index\/other$/m);
  expect(status).toBe(1);
});

it('a description that cannot be read fails its case, and the others still run', () => {
  const folder = folderWith({ 'index/other': 'index/idx256_tiny' });
  mkdirSync(path.join(folder, 'pipeline', 'p'), { recursive: true });
  writeFileSync(path.join(folder, 'pipeline', 'p', 'pipeline.json'), '{"voice": 3}');
  const { status, stdout } = runGolden(folder);
  expect(stdout).toMatch(/^FAIL {2}pipeline\/p: /m);
  expect(stdout).toMatch(/^pass {2}index\/other: /m);
  expect(status).toBe(1);
});

it('a path that begins with a root’s name is looked up there, and without the root the line says so', () => {
  const folder = folderWith({ 'pipeline/p': 'pipeline/p1_v1_index_protect_rms', voices: 'voices' });
  const missing = runGolden(folder);
  expect(missing.stdout).toMatch(/^FAIL {2}pipeline\/p rvc: .*--root public=<folder>/m);
  expect(missing.status).toBe(1);
  const found = runGolden(folder, '--root', `public=${fixtures}`);
  expect(found.stdout).toMatch(/^pass {2}pipeline\/p rvc: .*SNR/m);
  expect(found.status).toBe(0);
});

it('a folder without a single case does not pass', () => {
  expect(runGolden(temporaryFolder()).status).toBe(1);
});

it('a folder that is not there is said to be missing', () => {
  const { status, stderr } = runGolden('/nowhere/at/all');
  expect(stderr).toContain('/nowhere/at/all is not there');
  expect(status).toBe(2);
});
