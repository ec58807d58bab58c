import { create } from 'zustand';
import type { VoiceId } from '../../../contract/ids.ts';

type Hearing = {
  /** The voice whose sample was asked for; null: none. */
  readonly voiceId: VoiceId | null;
  readonly phase: 'preparing' | 'playing';
};

const silence: Hearing = { voiceId: null, phase: 'preparing' };

/** The sample of a voice that is heard, or on its way. Whoever empties it ends the sound. */
export const useHearing = create<Hearing>()(() => silence);

/** @returns whether there was anything to end */
export function stopHearing(): boolean {
  const was = useHearing.getState().voiceId !== null;
  if (was) useHearing.setState(silence);
  return was;
}
