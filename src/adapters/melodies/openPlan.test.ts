import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import type { Plan } from '../../contract/melody/plan.ts';
import { openCantado } from '../composition.ts';

const lengthSec = 1200;

function longPlan(): Plan {
  return {
    ...{ app: 'cantado', kind: 'plan', version: 1, recordingSha256: 'a'.repeat(64), tempoBpm: 96, key: 'A minor' },
    ...{ transposeSt: 0, lengthSec, dynamicsDb: null },
    syllables: [{ startSec: 0, vowelStartSec: 0.1, vowelEndSec: 0.3, endSec: 0.4, text: 'la' }],
    notes: [
      {
        ...{ startSec: 0.1, endSec: 0.4, midi: 60, firstSyllable: 0, syllableCount: 1, isMelisma: false },
        ...{ glideMs: 0, vibrato: null, detuneCents: 0 },
      },
    ],
    passes: [
      [
        [0, 0],
        [lengthSec, lengthSec],
      ],
    ],
    curve: Array.from({ length: 200 * lengthSec + 1 }, (_, frame) => 60 + (frame % 400) / 1000),
  };
}

it('a plan of twenty minutes is read, checked, hashed and kept without the program standing still', async () => {
  const folder = temporaryFolder();
  const program = await openCantado(testCantadoOptions(path.join(folder, 'data')));
  onTestFinished(() => program.close());
  const file = path.join(folder, 'plan.json');
  const plan = longPlan();
  writeFileSync(file, JSON.stringify(plan, null, 1));
  // The host is there before anything is measured.
  await expect(program.call('plans.open', { path: path.resolve('package.json') })).rejects.toMatchObject({
    code: 'PLAN_INVALID',
  });
  const before = process.threadCpuUsage();
  const { planId } = await program.call('plans.open', { path: file });
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000, 'milliseconds of this thread').toBeLessThan(50);
  const melodies = path.join(folder, 'data', 'melodies');
  expect(readdirSync(melodies).sort()).toEqual([`${planId}.facts.json`, `${planId}.json`]);
  const kept = readFileSync(path.join(melodies, `${planId}.json`), 'utf8');
  expect(JSON.parse(kept)).toEqual(plan);
  expect(createHash('sha256').update(kept).digest('hex')).toBe(planId);
});
