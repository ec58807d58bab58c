import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { priorities, prioritySchema, type Job } from '../../../contract/jobs.ts';
import { Choice } from '../../components/Choice.tsx';
import { FoldButton } from '../../components/FoldButton.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import type { FoldProps } from '../../components/VirtualRows.tsx';
import { recipeLine } from '../history/recipeText.ts';
import { useWording } from '../history/useWording.ts';
import { useDrawer } from './drawerStore.ts';
import { showTake } from './showTake.ts';
import { dragHandlers, useDropPlace, type Reorder } from './useReorder.ts';
import type { QueueActions } from './useQueueActions.ts';

type WaitingRowProps = {
  readonly job: Job;
  /** What is before it: `After lamp.wav`, `Next`. */
  readonly place: string;
  readonly order: Reorder;
  readonly fold: FoldProps;
  readonly actions: QueueActions;
};

/** A job that waits: after what, what will be done, and how to move or hold it. */
export function WaitingRow({ job, place, order, fold, actions }: WaitingRowProps): ReactElement {
  const { t } = useTranslation();
  const words = useWording();
  const isOpen = useDrawer((drawer) => drawer.openRow === job.id);
  const drop = useDropPlace(job.id, order);
  const at = order.placeOf(job.id);
  return (
    <div className="job waits" {...dragHandlers(job.id)} {...drop}>
      <span className="dot ring" />
      <FoldButton fold={fold} isOpen={isOpen} onToggle={() => useDrawer.getState().toggleRow(job.id)}>
        {job.recordingName}
      </FoldButton>
      <div className="small t2 ell right">{job.isPaused ? t('queue.held') : place}</div>
      <div className="rec">
        {recipeLine(job.voiceId, job.settings, job.exportFormat, words)}
        {job.priority !== 'normal' && `, ${t(`queue.${job.priority}`).toLocaleLowerCase(words.language)}`}
      </div>
      {isOpen && (
        <div className="acts">
          <PushButton kind="quiet" isDisabled={at <= 0} onPress={() => order.up(at)}>
            {t('queue.up')}
          </PushButton>
          <PushButton kind="quiet" isDisabled={at >= order.count - 1} onPress={() => order.down(at)}>
            {t('queue.down')}
          </PushButton>
          <PushButton kind="quiet" isDisabled={at <= 0} onPress={() => order.toFront(at)}>
            {t('queue.first')}
          </PushButton>
          <PushButton kind="quiet" onPress={() => (job.isPaused ? actions.resume(job.id) : actions.pause(job.id))}>
            {t(job.isPaused ? 'queue.goOn' : 'queue.pause')}
          </PushButton>
          <PushButton kind="quiet" onPress={() => actions.stop(job.id)}>
            {t('queue.stop')}
          </PushButton>
          <PushButton kind="quiet" onPress={() => showTake(job.recordingId, job.takeId)}>
            {t('queue.openRecording')}
          </PushButton>
          <Choice
            look="bar"
            label={t('queue.priority')}
            value={job.priority}
            groups={[{ title: null, options: priorities.toReversed().map((id) => ({ id, label: t(`queue.${id}`) })) }]}
            onChange={(id) => actions.setPriority(job.id, prioritySchema.parse(id))}
          />
        </div>
      )}
    </div>
  );
}
