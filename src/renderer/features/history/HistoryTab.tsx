import { useEffect, useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { mostCounted, type HistoryEntry } from '../../../contract/history.ts';
import { takeBinDays } from '../../../contract/storage.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { VirtualRows } from '../../components/VirtualRows.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { useErrorText } from '../../errors/useErrorText.ts';
import { usePlace } from '../window/placeStore.ts';
import { useSettled } from '../recording/useRecording.ts';
import { ComparePanel } from './ComparePanel.tsx';
import { HistoryFilters } from './HistoryFilters.tsx';
import { filterOf, useHistoryView, wholeHistory, type Sieve } from './historyStore.ts';
import { TakeRow } from './TakeRow.tsx';
import { useHistory, type Takes } from './useHistory.ts';
import { useWording } from './useWording.ts';
import { useTakeActions } from './useTakeActions.ts';

const idOf = (entry: HistoryEntry): string => entry.id;
const isAlways = (): boolean => true;
/** Height of a closed row, px. */
const heightOf = (): number => 68;

function isWhole(sieve: Sieve): boolean {
  return JSON.stringify({ ...sieve, isRemoved: false }) === JSON.stringify(wholeHistory);
}

/** Nothing to list: why, and the way out. */
function NoTakes({ sieve, takes }: { readonly sieve: Sieve; readonly takes: Takes }): ReactElement | null {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { sift } = useHistoryView.getState();
  if (takes.error) {
    const { title, hint } = errorText(envelopeOf(takes.error));
    return (
      <div className="none" role="alert">
        <p>{title}</p>
        <p className="small t2">{hint}</p>
        <PushButton onPress={takes.again}>{t('error.again')}</PushButton>
      </div>
    );
  }
  if (takes.total === undefined) return <div className="none" aria-busy="true" />;
  if (!isWhole(sieve)) {
    return (
      <div className="none">
        <p className="t2">{t('history.noneFound')}</p>
        <PushButton onPress={() => sift({ ...wholeHistory, isRemoved: sieve.isRemoved })}>
          {t('history.clear')}
        </PushButton>
      </div>
    );
  }
  return (
    <div className="none">
      <p className="t2">{t(sieve.isRemoved ? 'history.binEmpty' : 'history.none')}</p>
    </div>
  );
}

/** A first take was chosen for a comparison; the second is waited for. */
function PickSecond(): ReactElement | null {
  const { t } = useTranslation();
  const comparing = useHistoryView((view) => view.comparing);
  if (comparing?.second !== null) return null;
  const { recordingName: name, number } = comparing.first;
  return (
    <div className="strip" role="status">
      <span className="grow said">{t('history.comparePick', { name, number })}</span>
      <PushButton kind="quiet" onPress={() => useHistoryView.getState().compare(null)}>
        {t('history.compareStop')}
      </PushButton>
    </div>
  );
}

/** Begins with the takes of a voice where the history was opened for one. */
function useVoiceAskedFor(): void {
  const voiceId = usePlace((place) => place.historyVoiceId);
  useEffect(() => {
    if (voiceId !== null) useHistoryView.getState().sift({ ...wholeHistory, voiceId });
  }, [voiceId]);
}

/** The takes that pass the sieve, newest first. Apart from the filters, which stay as they are while takes come. */
function TakeList(): ReactElement {
  const { t } = useTranslation();
  const sieve = useHistoryView((view) => view.sieve);
  const searched = useSettled(sieve.words);
  const settled = useMemo(() => filterOf({ ...sieve, words: searched }, new Date()), [sieve, searched]);
  const takes = useHistory(settled);
  const actions = useTakeActions();
  const words = useWording();
  return (
    <>
      {sieve.isRemoved && <p className="hint small t3">{t('history.binHint', { days: takeBinDays })}</p>}
      {takes.entries.length === 0 ? (
        <NoTakes sieve={sieve} takes={takes} />
      ) : (
        <VirtualRows<HistoryEntry>
          label={t('history.list')}
          rows={takes.entries}
          keyOf={idOf}
          estimatePx={heightOf}
          isFold={isAlways}
          onEnd={takes.more}
          total={takes.total === undefined || takes.total >= mostCounted ? -1 : takes.total}
        >
          {(entry, fold) => <TakeRow entry={entry} fold={fold} actions={actions} words={words} />}
        </VirtualRows>
      )}
      <p className="sr" role="status">
        {takes.total !== undefined && t('history.count', { count: takes.total })}
      </p>
    </>
  );
}

/** Every take that was ever made, or two of them side by side. */
export function HistoryTab(): ReactElement {
  const comparing = useHistoryView((view) => view.comparing);
  useVoiceAskedFor();
  if (comparing && comparing.second !== null) {
    return <ComparePanel first={comparing.first} second={comparing.second} />;
  }
  return (
    <>
      <HistoryFilters />
      <PickSecond />
      <TakeList />
    </>
  );
}
