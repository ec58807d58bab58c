import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../contract/batches.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { leftText } from '../convert/progressText.ts';
import { recipeLine } from '../history/recipeText.ts';
import { useWording } from '../history/useWording.ts';
import { BatchFiles } from './BatchFiles.tsx';
import { BatchStrip, tallyOf } from './BatchStrip.tsx';
import { useDrawer } from './drawerStore.ts';
import type { QueueActions } from './useQueueActions.ts';
import { useDropPlace, type Reorder } from './useReorder.ts';

type BatchRowProps = {
  readonly batch: Batch;
  /** Whether its files are begun next. */
  readonly isNext: boolean;
  readonly order: Reorder;
  readonly actions: QueueActions;
};

/** Many files that are sung in one way: how many are done, which need somebody, and each of them on request. */
export function BatchRow({ batch, isNext, order, actions }: BatchRowProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useWording();
  const isOpen = useDrawer((drawer) => drawer.openRow === batch.id);
  const drop = useDropPlace(batch.id, order);
  const { done, total, failed, cancelled } = tallyOf(batch);
  const state = ((): string => {
    if (batch.state === 'gathering') return t('queue.batchGathering', { total });
    if (batch.state === 'paused') return t('queue.batchPaused', { done, total });
    return batch.state === 'queued' && isNext
      ? t('queue.batchNext', { done, total })
      : t('queue.batchDone', { done, total });
  })();
  const isDone = batch.state === 'done';
  const left =
    batch.remainingSec === null || isDone
      ? null
      : t('queue.leftShort', { left: leftText(batch.remainingSec, language, t) });
  return (
    <div className="job" {...drop}>
      {isDone ? (
        <span className={failed > 0 ? 'alarm' : 't2'}>
          <Icon name={failed > 0 ? 'alarm' : 'check'} />
        </span>
      ) : (
        <span className={batch.state === 'processing' ? 'dot on' : 'dot ring'} />
      )}
      <div className="nm ell">{t('queue.batch', { name: batch.name, count: total })}</div>
      <div className="small t2 nw">
        {state}
        {left !== null && `, ${left}`}
      </div>
      <BatchStrip batch={batch} />
      <div className="rec">
        {recipeLine(batch.voiceId, batch.settings, batch.exportFormat, words)}
        {failed > 0 && <span className="t2">. {t('queue.batchNeeds', { count: failed })}</span>}
      </div>
      <div className="acts">
        <PushButton kind="quiet" isExpanded={isOpen} onPress={() => useDrawer.getState().toggleRow(batch.id)}>
          {t(isOpen ? 'queue.hideFiles' : 'queue.showFiles')}
        </PushButton>
        {batch.state === 'paused' ? (
          <PushButton kind="quiet" onPress={() => actions.resumeBatch(batch.id)}>
            {t('queue.goOn')}
          </PushButton>
        ) : (
          !isDone && (
            <PushButton kind="quiet" onPress={() => actions.pauseBatch(batch.id)}>
              {t('queue.pause')}
            </PushButton>
          )
        )}
        {!isDone && (
          <PushButton kind="quiet" onPress={() => actions.stopBatch(batch.id)}>
            {t('queue.stop')}
          </PushButton>
        )}
        {failed + cancelled > 0 && (
          <PushButton kind="quiet" onPress={() => actions.retryBatch(batch.id)}>
            {t('queue.retryFailed')}
          </PushButton>
        )}
      </div>
      {isOpen && <BatchFiles batch={batch} />}
    </div>
  );
}
