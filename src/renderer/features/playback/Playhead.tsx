import { useCallback, useRef, type ReactElement } from 'react';
import { timeToRatio } from '../timeline/timeAxis.ts';
import { positionIn, type Heard } from './player.ts';
import { shownPosition } from './playheadMath.ts';
import { useMediaQuery, usePlayback, usePlayer, usePosition } from './usePlayer.ts';

/**
 * The line over both lanes; moved past React in every frame. Where the take has a time of its own it stands in the lane
 * that is heard, and a fainter one at the same words in the other.
 * @param axisSec what the width of the lanes stands for
 */
export function Playhead({ axisSec }: { readonly axisSec: number }): ReactElement {
  const player = usePlayer();
  const line = useRef<HTMLDivElement>(null);
  const echo = useRef<HTMLDivElement>(null);
  const isPlaying = usePlayback((state) => state.isPlaying);
  const heard = usePlayback((state) => state.heard);
  const isApart = usePlayback((state) => state.times.timeMap.length > 0);
  const hasReducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const other: Heard = heard === 'spoken' ? 'sung' : 'spoken';
  const show = useCallback(
    (positionSec: number) => {
      const at = isPlaying ? shownPosition(positionSec, hasReducedMotion) : positionSec;
      const isHidden = at === 0 && !isPlaying;
      // As wide as the lanes and moved as a layer of its own, so that nothing under it is painted again.
      const place = (element: HTMLElement | null, sec: number): void => {
        if (!element) return;
        element.hidden = isHidden;
        element.style.transform = `translateX(${String(timeToRatio(sec, axisSec) * 100)}%)`;
      };
      place(line.current, at);
      if (isApart) place(echo.current, positionIn(other, player.state.getState(), at));
    },
    [axisSec, hasReducedMotion, isPlaying, isApart, other, player],
  );
  usePosition(show);
  return (
    <div className={isApart ? 'over apart' : 'over'}>
      <div className={`ph in-${heard}`} ref={line} />
      {isApart && <div className={`echo in-${other}`} ref={echo} />}
    </div>
  );
}
