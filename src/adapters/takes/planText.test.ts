import { expect, it } from 'vitest';
import { smallPlan } from '../../../tests/suites/smallPlan.ts';
import { planSchema, type Plan } from '../../contract/melody/plan.ts';
import { planText } from './planText.ts';

const plan: Plan = { ...smallPlan('a'.repeat(64)), curve: [60, 60.25] };

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
