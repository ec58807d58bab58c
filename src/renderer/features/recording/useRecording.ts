import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RecordingId, VoiceId } from '../../../contract/ids.ts';
import type { AnalysisView, PerformancePreview, Recording } from '../../../contract/recordings.ts';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { writable } from '../deck/deckModel.ts';
import { isMelodyMode, type SongChoices } from '../melody/song.ts';
import { lanePoints, queryKeys } from '../session/queries.ts';

const pollWhileReadingMs = 1500;
const settleMs = 150;

type Reading = Recording['analysis'];

/** A recording without how far it is read, which changes often and concerns one bar. */
export type RecordingFacts = Omit<Recording, 'analysis'> & {
  readonly analysis: Exclude<Reading, { readonly state: 'running' }> | { readonly state: 'running' };
};

function factsOf(recording: Recording): RecordingFacts {
  const { analysis } = recording;
  return { ...recording, analysis: analysis.state === 'running' ? { state: 'running' } : analysis };
}

/** The recording that is shown. Events keep it fresh; while it is being read it is also asked for, should one get lost. */
export function useRecording(recordingId: RecordingId | null) {
  const { call } = useTransport();
  return useQuery({
    queryKey: queryKeys.recording(recordingId),
    enabled: recordingId !== null,
    queryFn: (): Promise<Recording> => {
      if (recordingId === null) throw new Error('No recording');
      return call('recordings.get', { recordingId });
    },
    refetchInterval: (query) => {
      const state = query.state.data?.analysis.state;
      return state === 'waiting' || state === 'running' ? pollWhileReadingMs : false;
    },
    select: factsOf,
  });
}

/** How far the recording that is shown is read, 0–1; null where that is not known. */
export function useReadRatio(recordingId: RecordingId | null): number | null {
  const { data } = useQuery<Recording, Error, number | null>({
    queryKey: queryKeys.recording(recordingId),
    // Whoever shows the recording asks for it.
    enabled: false,
    select: ({ analysis }) => (analysis.state === 'running' ? analysis.doneRatio : null),
  });
  return data ?? null;
}

/** What was measured in the recording; waits until it is there. */
export function useAnalysis(recording: RecordingFacts | undefined): {
  data: AnalysisView | undefined;
  error: Error | null;
} {
  const { call } = useTransport();
  const { data, error } = useQuery({
    queryKey: queryKeys.analysis(recording?.id ?? null),
    enabled: recording?.analysis.state === 'ready',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: (): Promise<AnalysisView> => {
      if (!recording) throw new Error('No recording');
      return call('recordings.analysis', { recordingId: recording.id, maxPoints: lanePoints });
    },
  });
  return { data, error };
}

/** A value once it has not changed for a moment, so that a moving slider asks a few times and not at every step. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What would be sung, why nothing can be, or that it is being found out. */
export type Preview = {
  readonly preview: PerformancePreview | undefined;
  readonly error: ErrorEnvelope | null;
  readonly isPending: boolean;
};

/**
 * What these settings would sing, and on which melody. Keeps showing the last answer until the next one is there. Without
 * its melody the mode of that name is not asked about.
 */
export function usePreview(
  recordingId: RecordingId | null,
  voiceId: VoiceId,
  settings: AnySettingValues,
  { melody, lyrics, backing }: SongChoices,
): Preview {
  const { call } = useTransport();
  // How loud the backing is changes nothing of what is sung.
  const song = { melody, lyrics, ...(backing === undefined ? {} : { backing: { ...backing, gainDb: 0 } }) };
  const wanted = useSettled(JSON.stringify({ voiceId, settings: writable(settings), ...song }));
  const isWanted = recordingId !== null && !(isMelodyMode(settings) && melody === undefined);
  const { data, error, isFetching } = useQuery({
    queryKey: queryKeys.preview(recordingId, wanted),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
    placeholderData: (previous: PerformancePreview | undefined, query) =>
      query?.queryKey[1] === recordingId ? previous : undefined,
    queryFn: (): Promise<PerformancePreview> => {
      if (recordingId === null) throw new Error('No recording');
      const deck = JSON.parse(wanted) as DeckValues;
      return call('recordings.preview', { recordingId, ...deck, maxPoints: lanePoints });
    },
  });
  if (!isWanted) return { preview: undefined, error: null, isPending: false };
  return { preview: data, error: error && envelopeOf(error), isPending: isFetching && data === undefined };
}
type DeckValues = { voiceId: VoiceId; settings: ReturnType<typeof writable> } & SongChoices;
