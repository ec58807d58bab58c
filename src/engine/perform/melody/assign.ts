/*
 * Which syllables are sung on which notes: the cheapest way through both, by dynamic programming. A step lays some
 * syllables on some groups of notes (a group is one note, or the notes that one written syllable is held over).
 */

/** Syllables [firstSyllable, +syllableCount) on groups [firstGroup, +groupCount); one of the counts is 1. */
export type Pair = {
  readonly firstSyllable: number;
  readonly syllableCount: number;
  readonly firstGroup: number;
  readonly groupCount: number;
};

export type Assignment = {
  /** Length of each vowel, in the order they are sung: as often as the words are. */
  readonly vowelSec: Float64Array;
  /** Syllables of the words sung once; no note holds syllables of two rounds. */
  readonly syllablesPerPass: number;
  /** Length of each group of notes. */
  readonly groupSec: Float64Array;
  /** Whether there is a rest before the group. */
  readonly restBefore: readonly boolean[];
};

/** Fewest and most notes that syllables can be laid on. */
export const mostSyllablesPerNote = 3;
export const mostNotesPerSyllable = 4;

const steps = [
  { syllables: 1, groups: 1, penalty: 0 },
  { syllables: 1, groups: 2, penalty: 0.6 },
  { syllables: 1, groups: 3, penalty: 1.2 },
  { syllables: 1, groups: 4, penalty: 2 },
  { syllables: 2, groups: 1, penalty: 0.8 },
  { syllables: 3, groups: 1, penalty: 2 },
] as const;
/** Weight of lengthening a vowel more or less than the others, per factor e. */
const stretchWeight = 0.25;
/** Several syllables want this much time each; every 100 ms short of it costs this. */
const crowdedSec = 0.18;
const crowdedPenalty = 0.5;
/** A vowel is not held over a rest when there is another way. */
const restPenalty = 1.5;
/** Groups to each side of the straight line that are looked at; keeps long recordings in memory. */
const reach = 128;

/**
 * @returns pairs in order that use every syllable and every group once
 * @throws Error when one of the counts is too large for the other, which callers rule out
 */
export function assign(input: Assignment): Pair[] {
  const syllableCount = input.vowelSec.length;
  const groupCount = input.groupSec.length;
  const width = Math.min(groupCount + 1, 2 * reach + 1);
  const firstOf = (syllable: number): number => {
    const middle = Math.round((syllable * groupCount) / syllableCount);
    return Math.min(groupCount + 1 - width, Math.max(0, middle - reach));
  };
  const costOf = stepCost(input);
  const rows = Array.from({ length: mostSyllablesPerNote + 1 }, () => new Float64Array(width));
  const rowOf = (syllable: number): Float64Array => rows[syllable % rows.length];
  const chosen = new Uint8Array((syllableCount + 1) * width);
  for (let syllable = 0; syllable <= syllableCount; syllable++) {
    const row = rowOf(syllable).fill(Infinity);
    const first = firstOf(syllable);
    if (syllable === 0) row[0] = 0;
    for (let slot = 0; slot < width; slot++) {
      for (const [index, step] of steps.entries()) {
        const fromSyllable = syllable - step.syllables;
        const fromGroup = first + slot - step.groups;
        if (fromSyllable < 0 || fromGroup < 0) continue;
        const fromSlot = fromGroup - firstOf(fromSyllable);
        if (fromSlot < 0 || fromSlot >= width) continue;
        const before = rowOf(fromSyllable)[fromSlot];
        if (before >= row[slot]) continue;
        const cost = before + costOf(index, fromSyllable, fromGroup);
        if (cost >= row[slot]) continue;
        row[slot] = cost;
        chosen[syllable * width + slot] = index;
      }
    }
  }
  if (rowOf(syllableCount)[groupCount - firstOf(syllableCount)] === Infinity) {
    throw new Error(`${String(syllableCount)} syllables do not fit on ${String(groupCount)} notes`);
  }
  return pairsOf(chosen, width, firstOf, { syllable: syllableCount, group: groupCount });
}

function stepCost({ vowelSec, syllablesPerPass, groupSec, restBefore }: Assignment) {
  const vowelsUpTo = runningSum(vowelSec);
  const groupsUpTo = runningSum(groupSec);
  const usual = Math.log(groupsUpTo[groupSec.length] / vowelsUpTo[vowelSec.length]);
  return (index: number, syllable: number, group: number): number => {
    const { syllables, groups, penalty } = steps[index];
    if (syllables > 1 && (syllable % syllablesPerPass) + syllables > syllablesPerPass) return Infinity;
    const noteSec = groupsUpTo[group + groups] - groupsUpTo[group];
    const stretch = Math.log(noteSec / (vowelsUpTo[syllable + syllables] - vowelsUpTo[syllable]));
    let cost = penalty + stretchWeight * Math.abs(stretch - usual);
    if (syllables > 1) cost += (crowdedPenalty * Math.max(0, crowdedSec * syllables - noteSec)) / 0.1;
    for (let held = group + 1; held < group + groups; held++) if (restBefore[held]) cost += restPenalty;
    return cost;
  };
}

/** sum[i] of the first i values. */
function runningSum(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return sums;
}

function pairsOf(
  chosen: Uint8Array,
  width: number,
  firstOf: (syllable: number) => number,
  end: { readonly syllable: number; readonly group: number },
): Pair[] {
  const pairs: Pair[] = [];
  let { syllable, group } = end;
  while (syllable > 0) {
    const step = steps[chosen[syllable * width + group - firstOf(syllable)]];
    syllable -= step.syllables;
    group -= step.groups;
    pairs.push({
      firstSyllable: syllable,
      syllableCount: step.syllables,
      firstGroup: group,
      groupCount: step.groups,
    });
  }
  return pairs.reverse();
}
