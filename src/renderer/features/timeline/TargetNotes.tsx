import { useMemo, type ReactElement } from 'react';
import type { PerformancePreview } from '../../../contract/recordings.ts';
import { pitchPath, type PitchAxis } from './pitchAxis.ts';
import { noteStrokes } from './strokes.ts';

type TargetNotesProps = {
  readonly preview: PerformancePreview;
  readonly axis: PitchAxis;
  readonly durationSec: number;
  /** Nothing is drawn before this time: it is sung already. */
  readonly fromSec: number;
};

function targetPath({ preview: { notes, pitch }, axis, durationSec, fromSec }: TargetNotesProps): string {
  if (notes.length > 0) return noteStrokes(notes, axis, durationSec, fromSec);
  const from = Math.round(fromSec / pitch.stepSec);
  const f0Hz = pitch.f0Hz.map((hz, index) => (index < from ? 0 : hz));
  return pitchPath({ stepSec: pitch.stepSec, f0Hz }, axis, durationSec);
}

/** What will be sung, dashed. Where no notes are made (Keep), the pitch line itself. For an SVG of 1000 × 1000. */
export function TargetNotes({ preview, axis, durationSec, fromSec }: TargetNotesProps): ReactElement {
  const path = useMemo(
    () => targetPath({ preview, axis, durationSec, fromSec }),
    [preview, axis, durationSec, fromSec],
  );
  return <path className="note" fill="none" d={path} />;
}
