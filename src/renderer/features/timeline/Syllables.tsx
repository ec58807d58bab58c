import { useMemo, type ReactElement } from 'react';
import type { AnalysisView } from '../../../contract/recordings.ts';
import { syllableStrokes } from './strokes.ts';

type SyllablesProps = { readonly analysis: AnalysisView | undefined; readonly axisSec: number };

/** A tick where each syllable begins and a line as long as its vowel. No words are invented. */
export function SyllableTicks({ analysis, axisSec }: SyllablesProps): ReactElement {
  const { ticks, vowels } = useMemo(() => syllableStrokes(analysis?.syllables ?? [], axisSec), [analysis, axisSec]);
  return (
    <svg viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true">
      <path className="tick" d={ticks} />
      <path className="span" d={vowels} />
    </svg>
  );
}

/** Between the lanes where no words are known. */
export function Syllables(props: SyllablesProps): ReactElement {
  return (
    <div className="syllables">
      <SyllableTicks {...props} />
    </div>
  );
}
