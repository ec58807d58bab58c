import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../contract/batches.ts';
import type { Job } from '../../../contract/jobs.ts';
import { useErrorText } from '../../errors/useErrorText.ts';
import { passedQuarter } from '../convert/stage.ts';
import { percentOf } from '../session/useJobs.ts';
import { tallyOf } from './BatchStrip.tsx';

type QueueAnnouncerProps = {
  readonly running: readonly Job[];
  readonly failed: readonly Job[];
  readonly batches: readonly Batch[];
};

function batchPercent(batch: Batch): number {
  const { done, failed, cancelled, total } = tallyOf(batch);
  return total === 0 ? 0 : Math.floor(((done + failed + cancelled) / total) * 100);
}

/** Says quarters of jobs and batches, and failures, to a screen reader while the queue is open; nothing else. */
export function QueueAnnouncer({ running, failed, batches }: QueueAnnouncerProps): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const live = useRef<HTMLDivElement>(null);
  const percents = useRef(new Map<string, number>());
  const failures = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    /** The quarter that was passed since it was last looked at. */
    const quarterOf = (id: string, percent: number): number | null => {
      const before = percents.current.get(id);
      percents.current.set(id, percent);
      return before === undefined ? null : passedQuarter(before, percent);
    };
    const sentences: string[] = [];
    for (const job of running.filter(({ batchId }) => batchId === null)) {
      const quarter = quarterOf(job.id, Math.min(99, percentOf(job.progress)));
      if (quarter !== null) sentences.push(t('queue.saidPercent', { name: job.recordingName, percent: quarter }));
    }
    for (const batch of batches) {
      const { done, total } = tallyOf(batch);
      if (quarterOf(batch.id, batchPercent(batch)) !== null) {
        sentences.push(t('queue.saidBatch', { name: batch.name, done, total }));
      }
    }
    for (const job of failed) {
      if (failures.current === null || failures.current.has(job.id) || !job.error) continue;
      sentences.push(t('queue.saidFailed', { name: job.recordingName, why: errorText(job.error).title }));
    }
    failures.current = new Set(failed.map(({ id }) => id));
    if (sentences.length > 0 && live.current) live.current.textContent = sentences.join(' ');
  }, [running, failed, batches, t, errorText]);
  return <div ref={live} className="sr" aria-live="polite" role="log" />;
}
