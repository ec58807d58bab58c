import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../contract/batches.ts';

/** Looks of the letters of Batch.strip. */
const looks: Readonly<Record<string, string>> = { c: 'd', p: 'r', f: 'f', x: 'x' };

/** How many files of a batch are in each state. */
export function tallyOf({ counts, total }: Pick<Batch, 'counts' | 'total'>) {
  const { completed = 0, failed = 0, processing = 0, cancelled = 0 } = counts;
  return {
    total,
    done: completed,
    failed,
    processing,
    cancelled,
    waiting: total - completed - failed - cancelled - processing,
  };
}

/** One segment for each file; shares of the whole where there are more files than segments. */
export function BatchStrip({ batch }: { readonly batch: Batch }): ReactElement {
  const { t } = useTranslation();
  const tally = tallyOf(batch);
  const isWhole = batch.strip.length >= batch.total;
  const ended = tally.done + tally.failed + tally.cancelled;
  const shares = [
    { look: 'd', count: tally.done },
    { look: 'f', count: tally.failed },
    { look: 'x', count: tally.cancelled },
    { look: 'r', count: tally.processing },
    { look: '', count: tally.waiting },
  ];
  return (
    <div
      className="bat"
      role="progressbar"
      aria-label={batch.name}
      aria-valuenow={batch.total === 0 ? 0 : Math.floor((ended / batch.total) * 100)}
      aria-valuetext={t('queue.batchLabel', { ...tally, waiting: tally.waiting + tally.processing })}
    >
      {isWhole
        ? [...batch.strip].map((letter, index) => <i key={index} className={looks[letter] ?? ''} />)
        : shares
            .filter(({ count }) => count > 0)
            .map(({ look, count }) => <i key={look} className={look} style={{ flexGrow: count }} />)}
    </div>
  );
}
