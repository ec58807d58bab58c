import { expect, it } from 'vitest';
import { planSchema, type Plan } from '../../contract/melody/plan.ts';
import { planText } from './planText.ts';

const plan: Plan = {
  app: 'cantado',
  kind: 'plan',
  version: 1,
  recordingSha256: 'a'.repeat(64),
  lengthSec: 1,
  tempoBpm: 120,
  key: 'C major',
  transposeSt: 0,
  syllables: [{ startSec: 0, vowelStartSec: 0.1, vowelEndSec: 0.3, endSec: 0.4, text: 'lá' }],
  notes: [
    {
      startSec: 0.1,
      endSec: 0.9,
      midi: 60,
      firstSyllable: 0,
      syllableCount: 1,
      isMelisma: false,
      glideMs: 60,
      vibrato: null,
      detuneCents: 0,
    },
  ],
  passes: [
    [
      [0, 0],
      [1, 0.4],
    ],
  ],
  curve: [60, 60.25],
  dynamicsDb: null,
};

it('a plan is written with a line for each syllable, note and pass, and reads back', () => {
  const text = planText(plan);
  const lines = text.split('\n');
  expect(lines.slice(0, 3)).toEqual(['{', '  "app": "cantado",', '  "kind": "plan",']);
  expect(lines).toContain('    [[0,0],[1,0.4]]');
  expect(lines.filter((line) => line.includes('"midi"'))).toHaveLength(1);
  expect(text).toContain('\n  "curve": [60,60.25],\n');
  expect(planSchema.parse(JSON.parse(text))).toEqual(plan);
  expect(JSON.parse(planText({ ...plan, curve: null }))).toEqual({ ...plan, curve: null });
});
