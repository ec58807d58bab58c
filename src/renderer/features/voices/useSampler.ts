import { useEffect, useMemo, useState } from 'react';
import type { RecordingId } from '../../../contract/ids.ts';
import type { Voice } from '../../../contract/voices.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { completeDeck, writable } from '../deck/deckModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { usePlayer } from '../playback/usePlayer.ts';
import { useRecording } from '../recording/useRecording.ts';
import { useSession } from '../session/sessionStore.ts';
import { useLibrary } from '../session/useStart.ts';
import { stopHearing, useHearing } from './hearing.ts';

export type Sampler = {
  canHear(voice: Voice): boolean;
  /** Begins the voice's sample, or ends it. */
  toggle(voice: Voice): void;
};

function createSampleSound(): { readonly audio: HTMLAudioElement; play(address: string): Promise<void> } {
  const audio = document.createElement('audio');
  audio.dataset['lane'] = 'sample';
  const play = (address: string): Promise<void> => {
    audio.src = address;
    return audio.play();
  };
  return { audio, play };
}

/** One sample at a time, and never with the lanes: whichever begins ends the other. */
function useSampleSound(): (address: string) => Promise<void> {
  const player = usePlayer();
  const [{ audio, play }] = useState(createSampleSound);
  useEffect(() => {
    const quiet = useHearing.subscribe(({ voiceId, phase }) => {
      if (voiceId === null || phase === 'preparing') audio.pause();
      if (voiceId !== null) player.pause();
    });
    const yielding = player.state.subscribe(({ isPlaying }) => {
      if (isPlaying) stopHearing();
    });
    audio.addEventListener('ended', stopHearing);
    document.body.append(audio);
    return () => {
      quiet();
      yielding();
      audio.removeEventListener('ended', stopHearing);
      audio.remove();
    };
  }, [audio, player]);
  return play;
}

/** The recording that samples are of: the one that is shown, once it was listened to. */
function useHeardRecording(): RecordingId | null {
  const recordingId = useSession((session) => (session.opening === null ? session.recordingId : null));
  const { data } = useRecording(recordingId);
  const readyId = data?.analysis.state === 'ready' ? data.id : null;
  useEffect(() => () => void stopHearing(), [readyId]);
  return readyId;
}

/** Lets built-in voices be heard on the recording that is shown, with the deck as it stands. */
export function useSampler(): Sampler {
  const { call } = useTransport();
  const { catalog } = useLibrary();
  const play = useSampleSound();
  const recordingId = useHeardRecording();
  return useMemo(() => {
    const isWanted = ({ id }: Voice): boolean => useHearing.getState().voiceId === id;
    const begin = async (voice: Voice, heardId: RecordingId): Promise<void> => {
      useHearing.setState({ voiceId: voice.id, phase: 'preparing' });
      const settings = writable(completeDeck(catalog, voice, useDeck.getState().changed));
      const { address } = await call('voices.hear', { recordingId: heardId, voiceId: voice.id, settings });
      if (!isWanted(voice)) return;
      await play(address);
      if (isWanted(voice)) useHearing.setState({ voiceId: voice.id, phase: 'playing' });
    };
    const start = (voice: Voice, heardId: RecordingId): void => {
      begin(voice, heardId).catch((error: unknown) => {
        // A newer source or a pause ended this attempt; whoever did that decides what goes on.
        if (!isWanted(voice) || (error instanceof DOMException && error.name === 'AbortError')) return;
        stopHearing();
        const again = (): void => start(voice, heardId);
        useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again });
      });
    };
    return {
      canHear: ({ isBuiltIn, status }) => recordingId !== null && isBuiltIn && status === 'ready',
      toggle: (voice) => {
        if (isWanted(voice)) stopHearing();
        else if (recordingId !== null) start(voice, recordingId);
      },
    };
  }, [recordingId, catalog, call, play]);
}
