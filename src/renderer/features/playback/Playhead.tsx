import { useCallback, useRef, type ReactElement } from 'react';
import { timeToRatio } from '../timeline/timeAxis.ts';
import { shownPosition } from './playheadMath.ts';
import { useMediaQuery, usePlayback, usePosition } from './usePlayer.ts';

/** The line over both lanes; moved past React in every frame. */
export function Playhead(): ReactElement {
  const line = useRef<HTMLDivElement>(null);
  const durationSec = usePlayback((state) => state.durationSec);
  const isPlaying = usePlayback((state) => state.isPlaying);
  const hasReducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const show = useCallback(
    (positionSec: number) => {
      const at = isPlaying ? shownPosition(positionSec, hasReducedMotion) : positionSec;
      if (!line.current) return;
      line.current.hidden = at === 0 && !isPlaying;
      // As wide as the lanes and moved as a layer of its own, so that nothing under it is painted again.
      line.current.style.transform = `translateX(${String(timeToRatio(at, durationSec) * 100)}%)`;
    },
    [durationSec, hasReducedMotion, isPlaying],
  );
  usePosition(show);
  return (
    <div className="over">
      <div className="ph" ref={line} />
    </div>
  );
}
