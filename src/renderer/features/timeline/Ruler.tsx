import type { ReactElement } from 'react';
import { formatClock } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { rulerTicks } from './timeAxis.ts';
import { useSize } from './useSize.ts';

/** Times over the lanes. */
export function Ruler({ durationSec }: { readonly durationSec: number }): ReactElement {
  const language = useLanguage();
  const [box, { width }] = useSize<HTMLDivElement>();
  const { stepSec, ticks } = rulerTicks(durationSec, width);
  return (
    <div className="ruler" ref={box} aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick.sec} style={{ left: `${String(tick.ratio * 100)}%` }}>
          {formatClock(tick.sec, language, stepSec < 1 ? 1 : 0)}
        </span>
      ))}
    </div>
  );
}
