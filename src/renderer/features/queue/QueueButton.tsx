import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../contract/language.ts';
import { useLanguage } from '../../language/i18n.ts';
import { usePercent, useRunningJobId } from '../session/useJobs.ts';
import { usePlace } from '../window/placeStore.ts';
import { useQueueState } from './useQueue.ts';

/** How many jobs wait or run, and how far the first is; opens and closes the queue. */
export function QueueButton(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const isOpen = usePlace((state) => state.isQueueOpen);
  const state = useQueueState();
  const runningId = useRunningJobId();
  const percent = usePercent(runningId);
  const count = state ? state.queuedCount + state.processingCount : 0;
  const toggle = (): void => {
    const place = usePlace.getState();
    if (place.isQueueOpen) place.closeQueue();
    else place.openQueue();
  };
  return (
    <Button
      className={isOpen ? 'btn q queue on' : 'btn q queue'}
      aria-expanded={isOpen}
      aria-keyshortcuts="Control+J"
      onPress={toggle}
      preventFocusOnPress
    >
      {runningId !== null && (
        <span className="mini">
          <i style={{ width: `${String(percent)}%` }} />
        </span>
      )}
      <span>{t('queue.title')}</span>
      {count > 0 && (
        <>
          <span className="n t3">{formatNumber(count, language)}</span>
          <span className="sr">{t('queue.open', { count })}</span>
        </>
      )}
    </Button>
  );
}
