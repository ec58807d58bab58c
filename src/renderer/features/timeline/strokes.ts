import type { AnalysisView, PerformancePreview } from '../../../contract/recordings.ts';
import { midiToRatio, type PitchAxis } from './pitchAxis.ts';

/*
 * Many short strokes as one SVG path. A long recording has thousands of syllables and notes, and an element for each would
 * keep the window from answering.
 */

function toPlaces(axisSec: number): (sec: number) => string {
  return (sec) => (axisSec > 0 ? (sec / axisSec) * 1000 : 0).toFixed(3);
}

/**
 * Where syllables begin, and their vowels, in a box of 1000 × 28.
 * @param axisSec what the width stands for
 */
export function syllableStrokes(
  syllables: AnalysisView['syllables'],
  axisSec: number,
): { readonly ticks: string; readonly vowels: string } {
  const toX = toPlaces(axisSec);
  return {
    ticks: syllables.map(({ startSec }) => `M${toX(startSec)} 8V20`).join(''),
    vowels: syllables.map(({ vowelStartSec, vowelEndSec }) => `M${toX(vowelStartSec)} 14H${toX(vowelEndSec)}`).join(''),
  };
}

/**
 * Notes as level strokes in a box of 1000 × 1000.
 * @param axisSec what the width stands for
 * @param fromSec nothing is drawn before
 */
export function noteStrokes(
  notes: PerformancePreview['notes'],
  axis: PitchAxis,
  axisSec: number,
  fromSec: number,
): string {
  const toX = toPlaces(axisSec);
  return notes
    .filter(({ endSec }) => endSec > fromSec)
    .map(({ startSec, endSec, midi }) => {
      const y = (midiToRatio(midi, axis) * 1000).toFixed(3);
      return `M${toX(Math.max(fromSec, startSec))} ${y}H${toX(endSec)}`;
    })
    .join('');
}
