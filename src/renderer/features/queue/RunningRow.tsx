import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../contract/jobs.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { leftText } from '../convert/progressText.ts';
import { recipeLine } from '../history/recipeText.ts';
import { useWording } from '../history/useWording.ts';
import { percentOf } from '../session/useJobs.ts';
import { showTake } from './showTake.ts';
import type { QueueActions } from './useQueueActions.ts';

/** A job that runs: how far, how long yet, what is done, and what can be heard already. */
export function RunningRow({ job, actions }: { readonly job: Job; readonly actions: QueueActions }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useWording();
  const percent = percentOf(job.progress);
  const left = job.progress?.remainingSec ?? null;
  const leftWords = left === null ? null : leftText(left, language, t);
  const spoken =
    leftWords === null ? t('convert.percent', { percent }) : t('convert.percentLeft', { percent, left: leftWords });
  return (
    <div className="job">
      <span className="dot on" />
      <div className="nm ell">{job.recordingName}</div>
      <div className="small t2 nw">
        {job.progress === null ? (
          t('queue.preparing')
        ) : (
          <>
            <span className="acc n">{t('queue.processing', { percent })}</span>
            {leftWords !== null && `, ${t('queue.leftShort', { left: leftWords })}`}
          </>
        )}
      </div>
      <div
        className="pbar"
        role="progressbar"
        aria-label={job.recordingName}
        aria-valuenow={percent}
        aria-valuetext={spoken}
      >
        <i style={{ width: `${String(percent)}%` }} />
      </div>
      <div className="rec">{recipeLine(job.voiceId, job.settings, job.exportFormat, words)}</div>
      <div className="acts">
        {(job.progress?.playableSec ?? 0) > 0 && (
          <PushButton kind="quiet" onPress={() => showTake(job.recordingId, job.takeId, true)}>
            {t('queue.listen')}
          </PushButton>
        )}
        <PushButton kind="quiet" onPress={() => actions.pause(job.id)}>
          {t('queue.pause')}
        </PushButton>
        <PushButton kind="quiet" onPress={() => actions.stop(job.id)}>
          {t('queue.stop')}
        </PushButton>
      </div>
    </div>
  );
}
