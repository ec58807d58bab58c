import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../contract/jobs.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { errorActions } from '../../errors/actions.ts';
import { useErrorText } from '../../errors/useErrorText.ts';
import { useOpenRecording } from '../recording/useOpenRecording.ts';
import { usePlace } from '../window/placeStore.ts';
import { showTake } from './showTake.ts';
import type { QueueActions } from './useQueueActions.ts';

/** A job that failed: why, and the one thing that helps. A file that is back where it was can be tried again. */
export function FailedRow({ job, actions }: { readonly job: Job; readonly actions: QueueActions }): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const open = useOpenRecording();
  const envelope = job.error ?? ({ code: 'INTERNAL', details: { id: job.id.slice(0, 8) } } as const);
  const { title, hint } = errorText(envelope);
  const action = errorActions[envelope.code];
  const chooseFile = (): void => {
    usePlace.getState().go('convert');
    usePlace.getState().closeQueue();
    open.choose();
  };
  return (
    <div className="job">
      <span className="alarm">
        <Icon name="alarm" />
      </span>
      <div className="nm ell">{job.recordingName}</div>
      <div className="small alarm nw">{t('queue.failedShort')}</div>
      <p className="why selectable">
        {title} <span className="t2">{hint}</span>
      </p>
      <div className="acts">
        {action === 'chooseFile' && <PushButton onPress={chooseFile}>{t('error.another')}</PushButton>}
        {(action === 'tryAgain' || action === 'exportElsewhere') && (
          <PushButton onPress={() => actions.retry(job.id)}>{t('queue.retry')}</PushButton>
        )}
        {action === 'chooseFile' && (
          <PushButton kind="quiet" onPress={() => actions.retry(job.id)}>
            {t('queue.retry')}
          </PushButton>
        )}
        <PushButton kind="quiet" onPress={() => showTake(job.recordingId, job.takeId)}>
          {t('queue.openRecording')}
        </PushButton>
        <PushButton kind="quiet" onPress={() => actions.dismiss(job.id)}>
          {t('queue.remove')}
        </PushButton>
      </div>
    </div>
  );
}
