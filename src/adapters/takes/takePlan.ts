import { planSchema, type Plan } from '../../contract/melody/plan.ts';
import { readTextIfThere, writeAtomically } from '../cache/atomicFile.ts';
import { takePaths } from './takeFiles.ts';

/** How the words of a take were laid on a melody; undefined where it follows none, or its plan was damaged. */
export async function readTakePlan(takeFolder: string): Promise<Plan | undefined> {
  const text = await readTextIfThere(takePaths(takeFolder).plan);
  return text === undefined ? undefined : planSchema.safeParse(jsonOf(text)).data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export async function writeTakePlan(takeFolder: string, plan: Plan): Promise<void> {
  await writeAtomically(takePaths(takeFolder).plan, JSON.stringify(plan));
}

/** The most that is drawn or looked places up in. */
const mostAnchors = 2000;

/** The time map of a plan, thinned for the window: [takeSec, recordingSec] in order. */
export function thinTimeMap({ passes }: Pick<Plan, 'passes'>): [number, number][] {
  const anchors = passes.flat();
  const step = Math.max(1, Math.ceil(anchors.length / mostAnchors));
  return anchors.filter((_, index) => index % step === 0 || index === anchors.length - 1);
}
