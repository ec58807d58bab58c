import { useMemo, type ReactElement } from 'react';
import type { PerformancePreview } from '../../../contract/recordings.ts';
import { placeNoteTexts } from './noteTexts.ts';
import { midiToRatio, type PitchAxis } from './pitchAxis.ts';
import { textMeasure } from './textWidth.ts';
import type { Size } from './useSize.ts';

type NoteTextsProps = {
  readonly notes: PerformancePreview['notes'];
  readonly axis: PitchAxis;
  readonly axisSec: number;
  readonly size: Size;
};

/** The syllables that are sung, each beside its note. */
export function NoteTexts({ notes, axis, axisSec, size: { width, height } }: NoteTextsProps): ReactElement {
  const texts = useMemo(
    () =>
      placeNoteTexts(notes, {
        toX: (sec) => (sec / axisSec) * width,
        toY: (midi) => midiToRatio(midi, axis) * height,
        height,
        measure: textMeasure(),
      }),
    [notes, axis, axisSec, width, height],
  );
  return (
    <div className="note-texts" aria-hidden="true">
      {texts.map(({ key, text, left, top }) => (
        <span key={key} style={{ left: `${String(left)}px`, top: `${String(top)}px` }}>
          {text}
        </span>
      ))}
    </div>
  );
}
