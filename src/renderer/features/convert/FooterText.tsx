import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useSession } from '../session/sessionStore.ts';
import { useProgress } from '../session/useJobs.ts';
import { useStatus } from '../session/useStatus.ts';
import { usePlayableSec } from '../takes/useTakes.ts';
import { progressText } from './progressText.ts';
import { estimateSec } from './stage.ts';
import type { ConvertModel } from './useConvertModel.ts';

/** How long the take that is shown, or would be made, is. */
function sungSecOf({ stage, analysis, preview, takeTime }: ConvertModel): number {
  const isMade = stage === 'rendering' || stage === 'stopped';
  return (isMade ? takeTime?.durationSec : undefined) ?? preview?.durationSec ?? analysis?.durationSec ?? 0;
}

function Progress({ model }: { readonly model: ConvertModel }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const progress = useProgress(model.job?.status === 'processing' ? model.job.id : null);
  const { shown, spoken, percent } = progressText(progress, sungSecOf(model), language, t);
  return (
    <div
      className="said grow n t2"
      role="progressbar"
      aria-label={t('convert.progressLabel')}
      aria-valuenow={percent}
      aria-valuetext={spoken}
    >
      {shown}
    </div>
  );
}

/** The sentence beside the Convert button: progress, what was saved, or how long it will take. */
export function FooterText({ model }: { readonly model: ConvertModel }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const remark = useSession((session) => session.remark);
  const realTimeFactor = useStatus()?.realTimeFactor;
  const { stage, analysis, take, isTakeOfDeck, nextNumber, isReadOnly, missing, canSing, lacksMelody } = model;
  const playableSec = usePlayableSec(take?.id ?? null);
  if (stage === 'rendering') return <Progress model={model} />;
  const text = ((): string => {
    // Why the button rests comes before what was done.
    if (lacksMelody && stage !== 'reading') return t(model.previewError === null ? 'melody.needed' : 'melody.cannot');
    if (remark) return remark.text;
    if (isReadOnly) return t('convert.readOnly');
    if (missing) return t('models.neededShort', { model: missing.title });
    if (stage === 'reading') return t('convert.stillReading');
    if (!canSing) return t('voices.notReady');
    if (stage === 'stopped') {
      return t('convert.stopped', { time: formatClock(playableSec, language, 0) });
    }
    if (stage === 'done' && take) {
      return t(isTakeOfDeck ? 'convert.saved' : 'convert.changed', { number: take.number, next: nextNumber });
    }
    const seconds = analysis ? estimateSec(sungSecOf(model), realTimeFactor) : null;
    if (seconds === null) return '';
    return seconds < 90
      ? t('convert.estimate', { count: seconds })
      : t('convert.estimateMinutes', { count: Math.ceil(seconds / 60) });
  })();
  return (
    <div className="said grow t2 ell selectable" role="status" title={text}>
      {text}
    </div>
  );
}
