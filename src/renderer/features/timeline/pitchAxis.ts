import { hzToMidi, parseKey, pitchClassesOf, scales } from '../../../contract/music.ts';

/** The pitches a lane shows, MIDI. */
export type PitchAxis = { readonly lowMidi: number; readonly highMidi: number };

export type PitchRow = {
  readonly midi: number;
  /** 0 = top of the lane, 1 = bottom. */
  readonly ratio: number;
  readonly isRoot: boolean;
  /** Whether the row is named beside the lane. */
  readonly hasLabel: boolean;
};

const smallestSpanSt = 16;
const marginSt = 3;
const fallbackAxis: PitchAxis = { lowMidi: 43, highMidi: 67 };

/** The axis for pitches between low and high: some air around them, never less than 16 semitones. */
export function pitchAxis(lowMidi: number | null, highMidi: number | null): PitchAxis {
  if (lowMidi === null || highMidi === null) return fallbackAxis;
  const missing = Math.max(0, smallestSpanSt - (highMidi - lowMidi + 2 * marginSt)) / 2;
  return { lowMidi: lowMidi - marginSt - missing, highMidi: highMidi + marginSt + missing };
}

/** Place of a pitch in the lane: 0 = top, 1 = bottom; outside 0–1 when it is off the lane. */
export function midiToRatio(midi: number, axis: PitchAxis): number {
  return (axis.highMidi - midi) / (axis.highMidi - axis.lowMidi);
}

/**
 * One row per note of the key that fits. The root, the third and the fifth are named as long as names keep 14 px.
 * @param keyText `A minor`; without a key every row belongs to C major
 * @param heightPx height of the lane
 */
export function pitchRows(axis: PitchAxis, keyText: string | null, heightPx: number): PitchRow[] {
  const key = (keyText === null ? undefined : parseKey(keyText)) ?? { root: 0, scale: 'major' as const };
  const inKey = new Set(pitchClassesOf(key));
  const steps = scales[key.scale] as readonly number[];
  const third = steps.find((step) => step === 3 || step === 4) ?? 4;
  const named = [0, third, 7].map((step) => (key.root + step) % 12);
  const rows: PitchRow[] = [];
  let lastLabelPx = Number.POSITIVE_INFINITY;
  for (let midi = Math.ceil(axis.lowMidi); midi <= axis.highMidi; midi++) {
    const pitchClass = ((midi % 12) + 12) % 12;
    if (!inKey.has(pitchClass)) continue;
    const ratio = midiToRatio(midi, axis);
    const px = ratio * heightPx;
    const hasLabel = named.includes(pitchClass) && lastLabelPx - px >= 14 && px > 6 && px < heightPx - 6;
    if (hasLabel) lastLabelPx = px;
    rows.push({ midi, ratio, isRoot: pitchClass === key.root, hasLabel });
  }
  return rows;
}

/**
 * The pitch line as an SVG path in a box of 1000 × 1000; a gap wherever the voice is unvoiced.
 * @param line points stepSec apart, Hz, 0 = unvoiced
 */
export function pitchPath(
  line: { readonly stepSec: number; readonly f0Hz: readonly number[] },
  axis: PitchAxis,
  durationSec: number,
): string {
  if (durationSec <= 0) return '';
  const parts: string[] = [];
  let isDown = false;
  line.f0Hz.forEach((f0Hz, index) => {
    if (!(f0Hz > 0)) {
      isDown = false;
      return;
    }
    const x = ((index * line.stepSec) / durationSec) * 1000;
    const y = midiToRatio(hzToMidi(f0Hz), axis) * 1000;
    parts.push(`${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`);
    isDown = true;
  });
  return parts.join('');
}
