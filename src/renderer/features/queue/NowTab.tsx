import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { VirtualRows, type FoldProps } from '../../components/VirtualRows.tsx';
import { TakeRow } from '../history/TakeRow.tsx';
import { useWording } from '../history/useWording.ts';
import { useTakeActions } from '../history/useTakeActions.ts';
import { BatchRow } from './BatchRow.tsx';
import { FailedRow } from './FailedRow.tsx';
import { keyOfRow, lineOf, nowRows, rowPx, type NowRow, type WaitsFor } from './nowRows.ts';
import { QueueAnnouncer } from './QueueAnnouncer.tsx';
import { RunningRow } from './RunningRow.tsx';
import { useOrder } from './useReorder.ts';
import {
  startOfToday,
  useBatches,
  useFailedJobs,
  useFinishedToday,
  useNextFiles,
  useQueueFront,
  useRunningJobs,
  useWaitingJobs,
} from './useQueue.ts';
import { useQueueActions } from './useQueueActions.ts';
import { WaitingRow } from './WaitingRow.tsx';

const none: readonly never[] = [];
const isFold = ({ kind }: NowRow): boolean => kind === 'waiting' || kind === 'finished';

/** What goes on now: everything that runs, waits, needs somebody or was finished today. */
export function NowTab(): ReactElement {
  const { t } = useTranslation();
  const actions = useQueueActions();
  const takeActions = useTakeActions();
  const words = useWording();
  const running = useRunningJobs();
  const { jobs: singles, hasMore, more } = useWaitingJobs();
  const front = useQueueFront();
  const failed = useFailedJobs();
  const batches = useBatches();
  const finished = useFinishedToday();
  const nextFiles = useNextFiles(batches, front);
  const line = useMemo(() => lineOf(singles, batches, nextFiles), [singles, batches, nextFiles]);
  const order = useOrder(line, actions);
  const rows = useMemo(
    () => nowRows({ running: running ?? none, batches, line, front, failed, finished, today: startOfToday() }),
    [running, batches, line, front, failed, finished],
  );
  const place = (after: WaitsFor): string =>
    after.kind === 'job'
      ? t('queue.after', { name: after.name })
      : t(after.kind === 'batch' ? 'queue.afterBatch' : 'queue.next');
  const draw = (row: NowRow, fold: FoldProps): ReactElement => {
    switch (row.kind) {
      case 'running':
        return <RunningRow job={row.job} actions={actions} />;
      case 'batch':
        return <BatchRow batch={row.batch} isNext={row.isNext} order={order} actions={actions} />;
      case 'waiting':
        return <WaitingRow job={row.job} place={place(row.after)} order={order} fold={fold} actions={actions} />;
      case 'group':
        return <h3 className="grp">{t(`queue.${row.group}`)}</h3>;
      case 'failed':
        return <FailedRow job={row.job} actions={actions} />;
      case 'finished':
        return <TakeRow entry={row.entry} fold={fold} actions={takeActions} words={words} />;
    }
  };
  return (
    <>
      {rows.length === 0 ? (
        <div className="none" aria-busy={running === undefined}>
          {running !== undefined && (
            <>
              <p>{t('queue.empty')}</p>
              <p className="small t2">{t('queue.emptyHint')}</p>
            </>
          )}
        </div>
      ) : (
        <VirtualRows<NowRow>
          label={t('queue.nowLabel')}
          rows={rows}
          keyOf={keyOfRow}
          estimatePx={({ kind }) => rowPx[kind]}
          isFold={isFold}
          onEnd={more}
          hasMore={hasMore}
          total={hasMore ? -1 : rows.length}
        >
          {draw}
        </VirtualRows>
      )}
      <QueueAnnouncer running={running ?? none} failed={failed} batches={batches} />
    </>
  );
}
