import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { scoreExtensions, type GuideUse, type Melody } from '../../../contract/melodies.ts';
import { recordingExtensions, type Recording } from '../../../contract/recordings.ts';
import type { KeptBacking, KeptMelody } from '../../../contract/song.ts';
import { envelopeOf } from '../../errors/actions.ts';
import type { Transport } from '../../transport/transport.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useDeck } from '../deck/deckStore.ts';
import { sortOf } from '../import/fileSorts.ts';
import type { Source } from '../import/importStore.ts';
import { pickFiles } from '../recording/pickFile.ts';
import { useSession } from '../session/sessionStore.ts';
import { usePlace } from '../window/placeStore.ts';
import { nothingOnItsWay, useMelodyStep } from './melodyStore.ts';
import { melodyMode } from './song.ts';

export type SongActions = {
  /** A file that is to be the melody, whatever it turns out to be: notes, a plan, or sound, about which is asked. */
  open(source: Source): void;
  chooseMelody(): void;
  chooseBacking(): void;
  /** The answer about a recording that was brought. */
  useAs(recording: Recording, use: GuideUse | 'backing'): void;
  /** Null, or why the notes cannot be read. */
  typeNotes(typed: string): Promise<ErrorEnvelope | null>;
  chooseTrack(track: number): void;
  setUse(use: GuideUse): void;
  removeMelody(): void;
  setLyrics(lyrics: string): void;
  setBacking(change: Partial<Pick<KeptBacking, 'gainDb' | 'startSec'>>, moving: string): void;
  removeBacking(): void;
  dismiss(): void;
};

const usualGainDb = -6;
let latest = 0;

const inMelodyMode = { settings: { mode: melodyMode } } as const;

function setMelody(melody: KeptMelody | null): void {
  useDeck.getState().setSong({ melody }, melody === null ? {} : inMelodyMode);
  useMelodyStep.getState().setStep(nothingOnItsWay);
}

function putBacking({ id, sha256, name }: Recording): void {
  const backing = { recordingId: id, sha256, name, gainDb: usualGainDb, startSec: 0 };
  useDeck.getState().setSong({ backing }, inMelodyMode);
  useMelodyStep.getState().setStep(nothingOnItsWay);
}

function fromScore({ id, name }: Melody, path: string | null, typed: string | null): KeptMelody {
  return { kind: 'score', melodyId: id, name, path, typed };
}

function openSound(transport: Transport, source: Source): Promise<Recording> {
  if (source.file) return transport.openFile(source.file, false);
  return source
    .place(() => undefined)
    .then(({ path }) => transport.call('recordings.open', { path, name: source.name, isSpeech: false }));
}

/** What reading a file ends with, unless another was brought meanwhile. */
type Outcome = () => void;

async function openNotes(transport: Transport, source: Source): Promise<Outcome> {
  const { path } = await source.place(() => undefined);
  const { name } = source;
  if (/\.json$/i.test(name)) {
    const { planId } = await transport.call('plans.open', { path, name });
    return () => setMelody({ kind: 'plan', planId, name });
  }
  const melody = await transport.call('melodies.open', { path, name });
  return () => setMelody(fromScore(melody, path, null));
}

/** Runs what reads a file, with its name in the lane meanwhile and its refusal after; only the last one asked for counts. */
function read(name: string, work: () => Promise<Outcome>): void {
  const mine = ++latest;
  usePlace.getState().go('convert');
  const { setStep } = useMelodyStep.getState();
  setStep({ kind: 'reading', name });
  const succeed = (outcome: Outcome): void => {
    if (mine === latest) outcome();
  };
  work().then(succeed, (error: unknown) => {
    if (mine !== latest) return;
    const again = (): void => read(name, work);
    const envelope = envelopeOf(error);
    // Without a recording there is no lane to say it in.
    if (useSession.getState().recordingId !== null) setStep({ kind: 'refused', name, envelope, again });
    else {
      setStep(nothingOnItsWay);
      useSession.getState().setProblem({ envelope, file: name, again });
    }
  });
}

/** The ways a melody, words and music get into the song. */
export function useSongActions(): SongActions {
  const transport = useTransport();
  const { t } = useTranslation();
  return useMemo(() => {
    const ask = async (source: Source): Promise<Outcome> => {
      const recording = await openSound(transport, source);
      return () => useMelodyStep.getState().setStep({ kind: 'question', recording });
    };
    const open = (source: Source): void =>
      read(source.name, () => {
        if (sortOf(source.name) === 'recording') return ask(source);
        return openNotes(transport, source).catch((error: unknown) => {
          const { code, details } = envelopeOf(error);
          if (code === 'NOT_A_MELODY' && details.kind === 'sound') return ask(source);
          throw error;
        });
      });
    const toSource = (file: File): Source => ({
      name: file.name,
      file,
      place: (onSent) => transport.placeFile(file, onSent, 'melody'),
    });
    const song = (): ReturnType<typeof useDeck.getState>['song'] => useDeck.getState().song;
    return {
      open,
      chooseMelody: () =>
        void pickFiles([...scoreExtensions, 'json', ...recordingExtensions], false).then(
          ([file]) => file && open(toSource(file)),
        ),
      chooseBacking: () =>
        void pickFiles(recordingExtensions, false).then(
          ([file]) =>
            file &&
            read(file.name, async () => {
              const recording = await openSound(transport, toSource(file));
              return () => putBacking(recording);
            }),
        ),
      useAs: (recording, use) => {
        if (use === 'backing') putBacking(recording);
        else
          setMelody({ kind: 'guide', recordingId: recording.id, sha256: recording.sha256, name: recording.name, use });
      },
      typeNotes: async (typed) => {
        try {
          const melody = await transport.call('melodies.fromNotes', { text: typed });
          setMelody({ ...fromScore(melody, null, typed), name: t('melody.typedNotes') });
          return null;
        } catch (error) {
          return envelopeOf(error);
        }
      },
      chooseTrack: (track) => {
        const { melody } = song();
        if (melody?.kind !== 'score' || melody.path === null) return;
        const { path, name } = melody;
        read(name, async () => {
          const chosen = await transport.call('melodies.open', { path, name, track });
          return () => setMelody(fromScore(chosen, path, null));
        });
      },
      setUse: (use) => {
        const { melody } = song();
        if (melody?.kind === 'guide' && melody.use !== use) setMelody({ ...melody, use });
      },
      removeMelody: () => setMelody(null),
      setLyrics: (lyrics) => {
        if (lyrics !== song().lyrics) useDeck.getState().setSong({ lyrics });
      },
      setBacking: (change, moving) => {
        const { backing } = song();
        if (backing) useDeck.getState().setSong({ backing: { ...backing, ...change } }, { moving });
      },
      removeBacking: () => useDeck.getState().setSong({ backing: null }),
      dismiss: () => {
        latest++;
        useMelodyStep.getState().setStep(nothingOnItsWay);
      },
    };
  }, [transport, t]);
}
