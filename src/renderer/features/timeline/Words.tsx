import { useCallback, useMemo, useRef, type ReactElement } from 'react';
import type { AnalysisView, PerformancePreview } from '../../../contract/recordings.ts';
import { positionIn } from '../playback/player.ts';
import { usePlayer, usePosition } from '../playback/usePlayer.ts';
import { SyllableTicks } from './Syllables.tsx';
import { textMeasure } from './textWidth.ts';
import { useSize } from './useSize.ts';
import { placeWords } from './words.ts';

type WordsProps = {
  readonly words: PerformancePreview['words'];
  readonly analysis: AnalysisView | undefined;
  readonly axisSec: number;
};

/** Between the lanes: what is said, each word where it is spoken, the one that is heard underlined; ticks where they have no room. */
export function Words({ words, analysis, axisSec }: WordsProps): ReactElement {
  const player = usePlayer();
  const [box, { width }] = useSize<HTMLDivElement>();
  const placed = useMemo(
    () => placeWords(words, (sec) => (sec / axisSec) * width, textMeasure()),
    [words, axisSec, width],
  );
  const marked = useRef<Element | null>(null);
  const show = useCallback(
    (positionSec: number) => {
      const at = positionIn('spoken', player.state.getState(), positionSec);
      const index = positionSec === 0 ? -1 : placed.findIndex((word) => word.startSec <= at && at < word.endSec);
      const element = index === -1 ? null : (box.current?.children[index] ?? null);
      if (element === marked.current) return;
      marked.current?.classList.remove('now');
      element?.classList.add('now');
      marked.current = element;
    },
    [placed, player, box],
  );
  usePosition(show);
  return (
    <div className="syllables words" ref={box}>
      {placed.length === 0 && <SyllableTicks analysis={analysis} axisSec={axisSec} />}
      {placed.map(({ startSec, text, left }) => (
        <span key={startSec} style={{ left: `${String(left)}px` }}>
          {text}
        </span>
      ))}
    </div>
  );
}
