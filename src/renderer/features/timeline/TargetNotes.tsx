import type { ReactElement } from 'react';
import type { PerformancePreview } from '../../../contract/recordings.ts';
import { midiToRatio, pitchPath, type PitchAxis } from './pitchAxis.ts';

type TargetNotesProps = {
  readonly preview: PerformancePreview;
  readonly axis: PitchAxis;
  readonly durationSec: number;
  /** Nothing is drawn before this time: it is sung already. */
  readonly fromSec: number;
};

/** What will be sung, dashed. Where no notes are made (Keep), the pitch line itself. For an SVG of 1000 × 1000. */
export function TargetNotes({ preview, axis, durationSec, fromSec }: TargetNotesProps): ReactElement {
  const toX = (sec: number): number => (sec / durationSec) * 1000;
  if (preview.notes.length === 0) {
    const from = Math.round(fromSec / preview.pitch.stepSec);
    const rest = preview.pitch.f0Hz.map((f0Hz, index) => (index < from ? 0 : f0Hz));
    const path = pitchPath({ stepSec: preview.pitch.stepSec, f0Hz: rest }, axis, durationSec);
    return <path className="note" fill="none" d={path} />;
  }
  return (
    <g>
      {preview.notes
        .filter((note) => note.endSec > fromSec)
        .map((note) => {
          const y = midiToRatio(note.midi, axis) * 1000;
          const start = Math.max(fromSec, note.startSec);
          return <line key={note.startSec} className="note" x1={toX(start)} x2={toX(note.endSec)} y1={y} y2={y} />;
        })}
    </g>
  );
}
