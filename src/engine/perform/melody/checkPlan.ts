import { AppError } from '../../../contract/errors.ts';
import { planSchema, type Plan } from '../../../contract/melody/plan.ts';
import type { PlanFault } from '../../../contract/melody/planFaults.ts';
import { parseKey } from '../../../contract/music.ts';
import { frameSec } from '../../../contract/recordings.ts';
import { planFrameCount } from './takeTime.ts';

export type PlanFacts = {
  /** Of the file, for people. */
  readonly name: string;
  /** Of the recording that shall be sung; null: not chosen yet. */
  readonly recordingSha256: string | null;
  readonly recordingSec: number | null;
};

/** Times that differ by less are the same: plans are written in microseconds. */
const toleranceSec = 0.001;

/**
 * A plan from a file that somebody may have edited: its shape, and that it can be sung.
 *
 * @throws AppError PLAN_INVALID naming the first field that is wrong, PLAN_OTHER_RECORDING
 */
export function checkPlan(plan: unknown, facts: PlanFacts): Plan {
  const refuse = (path: string, reason: PlanFault): never => {
    throw new AppError('PLAN_INVALID', { file: facts.name, path, reason });
  };
  if (!isOfKind(plan)) refuse('', 'not-a-plan');
  if (isLater(plan)) refuse('version', 'later-version');
  const parsed = planSchema.safeParse(plan);
  if (!parsed.success) return refuse(parsed.error.issues[0]?.path.join('.') ?? '', 'shape');
  const { data } = parsed;
  if (facts.recordingSha256 !== null && data.recordingSha256 !== facts.recordingSha256) {
    throw new AppError('PLAN_OTHER_RECORDING', { file: facts.name });
  }
  const fault = faultOf(data, facts.recordingSec ?? Infinity);
  if (fault) refuse(fault.path, fault.reason);
  return data;
}

function isOfKind(plan: unknown): boolean {
  if (typeof plan !== 'object' || plan === null) return false;
  return 'app' in plan && plan.app === 'cantado' && 'kind' in plan && plan.kind === 'plan';
}

function isLater(plan: unknown): boolean {
  const isObject = typeof plan === 'object' && plan !== null;
  return isObject && 'version' in plan && typeof plan.version === 'number' && plan.version > 1;
}

type Fault = { readonly path: string; readonly reason: PlanFault };

function faultOf(plan: Plan, recordingSec: number): Fault | undefined {
  if (parseKey(plan.key) === undefined) return { path: 'key', reason: 'shape' };
  return (
    syllableFault(plan, recordingSec) ??
    noteFault(plan) ??
    passFault(plan, recordingSec) ??
    lineFault(plan) ??
    undefined
  );
}

function syllableFault({ syllables }: Plan, recordingSec: number): Fault | undefined {
  for (const [index, { startSec, vowelStartSec, vowelEndSec, endSec }] of syllables.entries()) {
    const path = `syllables.${String(index)}`;
    const isInOrder = startSec <= vowelStartSec && vowelStartSec < vowelEndSec && vowelEndSec <= endSec;
    if (!isInOrder) return { path, reason: 'order' };
    if (endSec > recordingSec + frameSec) return { path: `${path}.endSec`, reason: 'outside-recording' };
    if (index > 0 && startSec < syllables[index - 1].endSec - toleranceSec) return { path, reason: 'overlap' };
  }
  return undefined;
}

function noteFault({ notes, syllables, lengthSec }: Plan): Fault | undefined {
  for (const [index, note] of notes.entries()) {
    const path = `notes.${String(index)}`;
    if (note.startSec >= note.endSec) return { path, reason: 'order' };
    if (note.endSec > lengthSec + toleranceSec) return { path: `${path}.endSec`, reason: 'outside-take' };
    if (index > 0 && note.startSec < notes[index - 1].endSec - toleranceSec) return { path, reason: 'overlap' };
    if (note.firstSyllable + note.syllableCount > syllables.length) return { path, reason: 'no-such-syllable' };
    if (index === 0 && note.isMelisma) return { path: `${path}.isMelisma`, reason: 'no-such-syllable' };
  }
  return undefined;
}

function passFault({ passes, lengthSec }: Plan, recordingSec: number): Fault | undefined {
  let takenUntilSec = 0;
  for (const [pass, anchors] of passes.entries()) {
    for (const [index, [takeSec, recordedSec]] of anchors.entries()) {
      const path = `passes.${String(pass)}.${String(index)}`;
      if (recordedSec > recordingSec + frameSec) return { path, reason: 'outside-recording' };
      if (index === 0 && Math.abs(takeSec - takenUntilSec) > toleranceSec) return { path, reason: 'order' };
      const isRising = index === 0 || (takeSec > anchors[index - 1][0] && recordedSec >= anchors[index - 1][1]);
      if (!isRising) return { path, reason: 'order' };
    }
    takenUntilSec = anchors[anchors.length - 1][0];
  }
  if (Math.abs(takenUntilSec - lengthSec) > toleranceSec) return { path: 'lengthSec', reason: 'other-length' };
  return undefined;
}

/** Lines have a value for every frame of the take. */
function lineFault({ curve, dynamicsDb, lengthSec }: Plan): Fault | undefined {
  const frames = planFrameCount({ lengthSec });
  if (curve && curve.length !== frames) return { path: 'curve', reason: 'other-length' };
  if (dynamicsDb && dynamicsDb.length !== frames) return { path: 'dynamicsDb', reason: 'other-length' };
  return undefined;
}
