import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { Dialog, Heading, Modal, ModalOverlay, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { Later } from '../../components/Later.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { mostCounted } from '../../../contract/history.ts';
import { formatNumber, type Language } from '../../../contract/language.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { leftText } from '../convert/progressText.ts';
import { HistoryTab } from '../history/HistoryTab.tsx';
import { queryKeys } from '../session/queries.ts';
import { usePlace } from '../window/placeStore.ts';
import { DrawerNotes } from './DrawerNotes.tsx';
import { useDrawer } from './drawerStore.ts';
import { NowTab } from './NowTab.tsx';
import { useQueueState } from './useQueue.ts';
import { useQueueActions } from './useQueueActions.ts';

function PauseButton(): ReactElement | null {
  const { t } = useTranslation();
  const state = useQueueState();
  const { pauseAll, resumeAll } = useQueueActions();
  if (!state) return null;
  // What the battery or the disk holds back nobody can resume, but who likes may pause it besides.
  const isPaused = state.pausedBy === 'person' || state.pausedBy === 'restored';
  return (
    <PushButton kind={isPaused ? 'plain' : 'quiet'} onPress={isPaused ? resumeAll : pauseAll}>
      {t(isPaused ? 'queue.resume' : 'queue.pauseAll')}
    </PushButton>
  );
}

const pauseTexts = {
  person: 'queue.paused',
  restored: 'queue.pausedRestored',
  battery: 'queue.pausedBattery',
  disk: 'queue.pausedDisk',
} as const;

/** Why nothing is begun, or how long everything takes. */
function StateLine(): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const state = useQueueState();
  if (!state) return null;
  if (state.pausedBy !== null) {
    return (
      <p className="hint" role="status">
        {t(pauseTexts[state.pausedBy], { count: state.queuedCount })}
      </p>
    );
  }
  const { remainingSec, queuedCount } = state;
  if (remainingSec === null || queuedCount === 0) return null;
  return <p className="hint small t3">{t('queue.left', { left: leftText(remainingSec, language, t) })}</p>;
}

function Content({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { call } = useTransport();
  const tab = usePlace((place) => place.queueTab);
  const state = useQueueState();
  const { data: takeCount } = useQuery({
    queryKey: queryKeys.takeCount,
    queryFn: async () => (await call('takes.history', { limit: 1 })).total,
  });
  useEffect(() => () => useDrawer.getState().setNote(null), []);
  return (
    <Tabs
      className="drawer-tabs"
      selectedKey={tab}
      onSelectionChange={(key) => usePlace.getState().openQueue(key === 'history' ? 'history' : 'now')}
    >
      <div className="drawer-h">
        <Heading slot="title" className="title">
          {t('queue.title')}
        </Heading>
        <TabList className="seg" aria-label={t('queue.tabs')}>
          <Tab id="now">
            {t('queue.now')}{' '}
            <span className="n t3">
              {state ? formatNumber(state.queuedCount + state.processingCount, language) : ''}
            </span>
          </Tab>
          <Tab id="history">
            {t('queue.history')}{' '}
            <span className="n t3">{takeCount === undefined ? '' : countText(takeCount, language)}</span>
          </Tab>
        </TabList>
        <div className="grow" />
        <PauseButton />
        <PushButton kind="quiet" size="square" label={t('queue.close')} shortcut="Escape" onPress={onClose}>
          <Icon name="close" />
        </PushButton>
      </div>
      <DrawerNotes />
      <TabPanel id="now" className="drawer-b">
        <StateLine />
        <Later>
          <NowTab />
        </Later>
      </TabPanel>
      <TabPanel id="history" className="drawer-b">
        <Later>
          <HistoryTab />
        </Later>
      </TabPanel>
    </Tabs>
  );
}

/** `64`; `10,000+` where there are too many to be counted each time. */
function countText(count: number, language: Language): string {
  return `${formatNumber(count, language)}${count >= mostCounted ? '+' : ''}`;
}

/** Queue and history, over whatever is shown. It keeps the focus and gives it back. */
export function QueueDrawer(): ReactElement {
  const { t } = useTranslation();
  const isOpen = usePlace((place) => place.isQueueOpen);
  const { closeQueue } = usePlace.getState();
  return (
    <ModalOverlay
      className="scrim"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(isStillOpen) => {
        if (!isStillOpen) closeQueue();
      }}
    >
      <Modal className="drawer">
        <Dialog aria-label={t('queue.label')}>
          <Later>
            <Content onClose={closeQueue} />
          </Later>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
