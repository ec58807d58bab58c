import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { usePercent } from '../session/useJobs.ts';
import { passedQuarter } from './stage.ts';
import type { ConvertModel } from './useConvertModel.ts';

/** Says a conversion's quarters and its end to a screen reader; failures are alerts of their own. */
export function ProgressAnnouncer({ model }: { readonly model: ConvertModel }): ReactElement {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const before = useRef<{ takeId: string | null; percent: number }>({ takeId: null, percent: 100 });
  const takeId = model.take?.id ?? null;
  const number = model.take?.number ?? 0;
  // A hundred is only said when the take is there, however far the last stage says it is.
  const running = Math.min(99, usePercent(model.job?.id ?? null));
  const percent = model.stage === 'rendering' ? running : 100;
  const isDone = model.stage === 'done';
  useEffect(() => {
    const last = before.current;
    before.current = { takeId, percent };
    if (last.takeId !== takeId) return;
    const quarter = passedQuarter(last.percent, percent);
    if (quarter === null) return;
    if (quarter < 100) setSaid(t('convert.percent', { percent: quarter }));
    else if (isDone) setSaid(t('convert.announceDone', { number }));
  }, [takeId, percent, isDone, number, t]);
  return (
    <div className="sr" aria-live="polite" role="log">
      {said}
    </div>
  );
}
