import { useCallback } from 'react';
import type { Voice } from '../../../contract/voices.ts';
import { useDeck } from '../deck/deckStore.ts';
import { focusVoices } from '../voices/focusVoices.ts';
import { usePlace } from '../window/placeStore.ts';

/** Chooses a voice in Convert and goes there. */
export function useInConvert(): (voice: Voice) => void {
  return useCallback((voice) => {
    useDeck.getState().pickVoice(voice.id);
    usePlace.getState().go('convert');
    focusVoices();
  }, []);
}
