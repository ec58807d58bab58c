import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingId } from '../../../contract/ids.ts';
import { formatNumber } from '../../../contract/language.ts';
import type { BackingMeasure } from '../../../contract/melodies.ts';
import type { KeptBacking } from '../../../contract/song.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { StepperField } from '../../components/StepperField.tsx';
import { formatKeyName, formatSigned } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useDeck } from '../deck/deckStore.ts';
import { queryKeys } from '../session/queries.ts';
import { SongCell } from './SongCell.tsx';
import type { SongActions } from './useSongActions.ts';

type BackingProps = { readonly backing: KeptBacking; readonly song: SongActions };

const gainRange = { min: -40, max: 12, step: 1 } as const;
const latestStartSec = 4 * 3600;

function useMeasure(recordingId: RecordingId | null) {
  const { call } = useTransport();
  return useQuery({
    queryKey: queryKeys.backing(recordingId),
    enabled: recordingId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: (): Promise<BackingMeasure> => {
      if (recordingId === null) throw new Error('No backing');
      return call('recordings.measureBacking', { recordingId });
    },
  });
}

function useFacts(backing: KeptBacking | null): string[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, isFetching } = useMeasure(backing?.recordingId ?? null);
  if (backing === null) return [];
  if (!data) return isFetching ? [t('melody.measuring')] : [];
  if (data.tempoBpm === null) return [t('melody.noBeat')];
  const tempo = formatNumber(data.tempoBpm, language, data.tempoBpm % 1 === 0 ? 0 : 1);
  return [
    data.key
      ? t('melody.beatAndKey', { tempo, key: formatKeyName(data.key.key, language) })
      : t('melody.beat', { tempo }),
  ];
}

function Mixing({ backing, song }: BackingProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <SliderField
        {...gainRange}
        label={t('melody.backingGain')}
        description={t('melody.backingGainHint')}
        value={backing.gainDb}
        origin={0}
        valueText={`${formatSigned(backing.gainDb, language, 0, { plus: true })} ${t('unit.dB')}`}
        onChange={(gainDb) => song.setBacking({ gainDb }, 'backing.gainDb')}
        onChangeEnd={() => useDeck.getState().endGesture()}
        lack={null}
      />
      <StepperField
        label={t('melody.backingStart')}
        description={t('melody.backingStartHint')}
        value={backing.startSec}
        min={0}
        max={latestStartSec}
        step={0.1}
        unit={t('melody.seconds')}
        lowerLabel={`${t('deck.lower')}: ${t('melody.backingStart')}`}
        raiseLabel={`${t('deck.raise')}: ${t('melody.backingStart')}`}
        onChange={(startSec) => song.setBacking({ startSec }, 'backing.startSec')}
        note={null}
        isDisabled={false}
      />
    </>
  );
}

/** The music that plays under the take, with its beat and key as they were heard. */
export function BackingCell({
  backing,
  song,
}: {
  readonly backing: KeptBacking | null;
  readonly song: SongActions;
}): ReactElement {
  const { t } = useTranslation();
  const facts = useFacts(backing);
  return (
    <SongCell
      title={t('melody.backing')}
      value={backing?.name ?? t('melody.noBacking')}
      facts={facts}
      isEmpty={backing === null}
      changeLabel={t(backing === null ? 'melody.addBacking' : 'melody.changeBacking')}
      panel={(close) => (
        <>
          {backing && <Mixing backing={backing} song={song} />}
          <PushButton
            onPress={() => {
              close();
              song.chooseBacking();
            }}
          >
            {t('melody.choose')}
          </PushButton>
        </>
      )}
      removeLabel={t('melody.removeBacking')}
      onRemove={() => song.removeBacking()}
    />
  );
}
