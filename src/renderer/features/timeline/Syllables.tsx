import type { ReactElement } from 'react';
import type { AnalysisView } from '../../../contract/recordings.ts';

type SyllablesProps = { readonly analysis: AnalysisView | undefined; readonly axisSec: number };

/** A tick where each syllable begins and a line as long as its vowel. No words are invented. */
export function SyllableTicks({ analysis, axisSec }: SyllablesProps): ReactElement {
  const toX = (sec: number): number => (axisSec > 0 ? (sec / axisSec) * 1000 : 0);
  return (
    <svg viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true">
      {analysis?.syllables.map((syllable) => (
        <g key={syllable.startSec}>
          <line className="tick" x1={toX(syllable.startSec)} x2={toX(syllable.startSec)} y1="8" y2="20" />
          <line className="span" x1={toX(syllable.vowelStartSec)} x2={toX(syllable.vowelEndSec)} y1="14" y2="14" />
        </g>
      ))}
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
