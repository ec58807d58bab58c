import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MelodyId } from '../../../contract/ids.ts';
import type { Melody, ScoreTrack } from '../../../contract/melodies.ts';
import type { KeptMelody } from '../../../contract/song.ts';
import { Choice } from '../../components/Choice.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { formatRange } from '../../language/format.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';
import { NotesButton } from './NotesButton.tsx';
import { SongCell } from './SongCell.tsx';
import type { SongActions } from './useSongActions.ts';

type MelodyPanelProps = { readonly melody: KeptMelody | null; readonly score: Melody | undefined };

/** A melody of the library; undefined until it is there, or where it is not a score. */
export function useScore(melodyId: MelodyId | null): Melody | undefined {
  const { call } = useTransport();
  return useQuery({
    queryKey: queryKeys.melody(melodyId),
    enabled: melodyId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: (): Promise<Melody> => {
      if (melodyId === null) throw new Error('No melody');
      return call('melodies.get', { melodyId });
    },
  }).data;
}

function useTrackName(): (track: ScoreTrack) => string {
  const { t } = useTranslation();
  return ({ name, index, noteCount, lowMidi, highMidi, hasLyrics }) => {
    const called = name.trim() === '' ? t('melody.trackNumber', { number: index + 1 }) : name;
    const facts = { name: called, count: noteCount, range: formatRange(lowMidi, highMidi) };
    const track = t('melody.trackItem', facts);
    return hasLyrics ? t('melody.withWords', { track }) : track;
  };
}

function useFacts({ melody, score }: MelodyPanelProps): string[] {
  const { t } = useTranslation();
  switch (melody?.kind) {
    case undefined:
      return [];
    case 'guide':
      return [t(melody.use === 'notes' ? 'melody.followNotes' : 'melody.followWords')];
    case 'plan':
      return [t('melody.factPlan')];
    case 'score': {
      const track = score?.tracks.find(({ index }) => index === score.track);
      if (!score) return [];
      const notes = t('melody.factNotes', { count: score.score.notes.length });
      return track ? [notes, formatRange(track.lowMidi, track.highMidi)] : [notes];
    }
  }
}

function MelodyPanel({
  melody,
  score,
  song,
  onClose,
}: MelodyPanelProps & { readonly song: SongActions; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const trackName = useTrackName();
  const hasTracks = melody?.kind === 'score' && melody.path !== null && score && score.tracks.length > 1;
  return (
    <>
      {hasTracks && (
        <Choice
          label={t('melody.track')}
          value={String(score.track)}
          groups={[
            {
              title: null,
              options: score.tracks.map((track) => ({ id: String(track.index), label: trackName(track) })),
            },
          ]}
          onChange={(index) => song.chooseTrack(Number(index))}
        />
      )}
      {melody?.kind === 'guide' && (
        <div className="c">
          <div className="lab">
            <span className="label">{t('melody.follow')}</span>
          </div>
          <Segmented
            label={t('melody.follow')}
            value={melody.use}
            segments={[
              { id: 'notes', label: t('melody.followNotes') },
              { id: 'words', label: t('melody.followWords') },
            ]}
            onChange={(use) => song.setUse(use)}
            isFull
          />
        </div>
      )}
      <div className="row wrap">
        <PushButton
          onPress={() => {
            onClose();
            song.chooseMelody();
          }}
        >
          {t('melody.choose')}
        </PushButton>
        <NotesButton song={song} typed={melody?.kind === 'score' ? (melody.typed ?? '') : ''} onDone={onClose} />
      </div>
    </>
  );
}

/** The melody: where it is from, and what of it is sung. */
export function MelodyCell({
  melody,
  song,
}: {
  readonly melody: KeptMelody | null;
  readonly song: SongActions;
}): ReactElement {
  const { t } = useTranslation();
  const score = useScore(melody?.kind === 'score' ? melody.melodyId : null);
  const facts = useFacts({ melody, score });
  const name = melody === null ? t('melody.none') : melody.name === '' ? (score?.name ?? '') : melody.name;
  return (
    <SongCell
      title={t('melody.melody')}
      value={name}
      facts={facts}
      isEmpty={melody === null}
      changeLabel={t('melody.change')}
      panel={(close) => <MelodyPanel melody={melody} score={score} song={song} onClose={close} />}
      removeLabel={t('melody.remove')}
      onRemove={() => song.removeMelody()}
    />
  );
}
