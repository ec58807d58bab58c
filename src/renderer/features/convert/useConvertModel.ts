import { useEffect, useMemo } from 'react';
import type { BaseModel } from '../../../contract/baseModels.ts';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { mediaPath } from '../../../contract/media.ts';
import type { Take } from '../../../contract/jobs.ts';
import type { AnalysisView, PerformancePreview } from '../../../contract/recordings.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import type { Song } from '../../../contract/song.ts';
import type { Voice } from '../../../contract/voices.ts';
import { missingModel } from '../baseModels/missingModel.ts';
import { useBaseModels, useModelArrival } from '../baseModels/useBaseModels.ts';
import { completeDeck, isSameDeck } from '../deck/deckModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { choicesOf, isMelodyMode, isSameSong, type SongChoices } from '../melody/song.ts';
import { usePlayer } from '../playback/usePlayer.ts';
import { useAnalysis, usePreview, useRecording, type RecordingFacts } from '../recording/useRecording.ts';
import { useSession } from '../session/sessionStore.ts';
import { useJobOf, type JobFacts } from '../session/useJobs.ts';
import { useLibrary } from '../session/useStart.ts';
import { useStatus } from '../session/useStatus.ts';
import { useTakes, useTakeTime, type TakeTime } from '../takes/useTakes.ts';
import { useTakeSound } from '../takes/useTakeSound.ts';
import { chooseTake, stageOf, type Stage } from './stage.ts';

/** What the Convert view shows; how far a job is, and the sound of a take, is asked for where it is drawn. */
export type ConvertModel = {
  readonly stage: Stage;
  readonly recording: RecordingFacts | undefined;
  readonly analysis: AnalysisView | undefined;
  readonly voice: Voice;
  readonly settings: AnySettingValues;
  /** Melody, words and backing, which count in mode melody. */
  readonly song: Song;
  readonly choices: SongChoices;
  readonly preview: PerformancePreview | undefined;
  /** Why nothing can be sung like this. */
  readonly previewError: ErrorEnvelope | null;
  readonly isPreviewPending: boolean;
  readonly takes: readonly Take[];
  readonly take: Take | null;
  readonly job: JobFacts | null;
  /** Null: nothing of the take is there; undefined: that is not known yet. */
  readonly takeTime: TakeTime | null | undefined;
  /** Whether the deck stands as it did when the take was made. */
  readonly isTakeOfDeck: boolean;
  readonly nextNumber: number;
  /** The library belongs to a newer version: look and listen only. */
  readonly isReadOnly: boolean;
  /** The base model without which the voice cannot sing with these settings. */
  readonly missing: BaseModel | null;
  /** Mode melody without a melody, or with one that cannot be sung. */
  readonly lacksMelody: boolean;
  /** Voice, base models and, where one is needed, a melody are there. */
  readonly canSing: boolean;
};

/** The voice that is chosen, else the first. */
export function useChosenVoice(): Voice {
  const { voices } = useLibrary();
  const voiceId = useDeck((deck) => deck.voiceId);
  const voice = voices.find((one) => one.id === voiceId) ?? voices[0];
  if (!voice) throw new Error('No voices');
  return voice;
}

/** Joins what the window looks at with what the program knows about it. */
export function useConvertModel(): ConvertModel {
  const { catalog } = useLibrary();
  const opening = useSession((session) => session.opening);
  // While another file is on its way in, nothing of the one before is shown as if it were of the new one.
  const recordingId = useSession((session) => (session.opening === null ? session.recordingId : null));
  const takeId = useSession((session) => session.takeId);
  const changed = useDeck((deck) => deck.changed);
  const voice = useChosenVoice();
  const settings = useMemo(() => completeDeck(catalog, voice, changed), [catalog, voice, changed]);

  const { data: recording, error } = useRecording(recordingId);
  const { data: analysis } = useAnalysis(recording);
  const song = useDeck((deck) => deck.song);
  const choices = useMemo(() => choicesOf(song, settings), [song, settings]);
  const preview = usePreview(analysis ? recordingId : null, voice.id, settings, choices);
  const takes = useTakes(recordingId);
  const take = chooseTake(takes, takeId);
  const job = useJobOf(take?.id ?? null);
  const takeTime = useTakeTime(take?.id ?? null);
  const isReadOnly = useStatus()?.isReadOnly ?? false;
  const models = useBaseModels();
  const missing = useMemo(
    () => (voice.status === 'ready' ? missingModel(models, voice, settings) : null),
    [models, voice, settings],
  );
  useModelArrival(missing, models);
  useForgetUnknown(error);
  const lacksMelody = isMelodyMode(settings) && (choices.melody === undefined || preview.error !== null);
  useSources(recording, analysis, takeTime);
  useTakeSound(recordingId, take, takeTime);
  useBackingOf(choices);

  return {
    stage: stageOf({ opening, recording, analysis, take, job }),
    recording,
    analysis,
    voice,
    settings,
    song,
    choices,
    preview: preview.preview,
    previewError: preview.error,
    isPreviewPending: preview.isPending,
    takes,
    take,
    job,
    takeTime,
    isTakeOfDeck:
      take !== null &&
      take.voiceId === voice.id &&
      isSameDeck(settings, take.recipe.settings) &&
      isSameSong(song, settings, take.recipe),
    nextNumber: (takes[0]?.number ?? 0) + 1,
    isReadOnly,
    missing,
    lacksMelody,
    canSing: voice.status === 'ready' && missing === null && !lacksMelody,
  };
}

/** A recording that is gone (another data folder, a cleaned library) is not insisted on. */
function useForgetUnknown(error: Error | null): void {
  useEffect(() => {
    if (error && 'code' in error && error.code === 'RECORDING_UNKNOWN') useSession.getState().forget();
  }, [error]);
}

/** Gives the player the recording, and the times of both lanes. */
function useSources(
  recording: RecordingFacts | undefined,
  analysis: AnalysisView | undefined,
  takeTime: TakeTime | null | undefined,
): void {
  const player = usePlayer();
  const recordingUrl = recording && analysis ? mediaPath.recording(recording.id) : null;
  useEffect(() => {
    player.pause();
    player.seek(0);
    player.hear('spoken');
  }, [player, recording?.id]);
  const spokenSec = analysis?.durationSec ?? 0;
  const sungSec = takeTime?.durationSec ?? spokenSec;
  const timeMap = takeTime?.timeMap ?? sameTime;
  useEffect(() => player.setTimes({ spokenSec, sungSec, timeMap }), [player, spokenSec, sungSec, timeMap]);
  useEffect(() => player.setSource('spoken', recordingUrl), [player, recordingUrl]);
}
const sameTime: TakeTime['timeMap'] = [];

/** Gives the player the music under the take. */
function useBackingOf({ backing }: SongChoices): void {
  const player = usePlayer();
  const url = backing && mediaPath.recording(backing.recordingId);
  const startSec = backing?.startSec ?? 0;
  const gainDb = backing?.gainDb ?? 0;
  useEffect(
    () => player.setBacking(url === undefined ? null : { url, startSec, gainDb }),
    [player, url, startSec, gainDb],
  );
}
