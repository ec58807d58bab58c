import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { VoiceId } from '../../../contract/ids.ts';
import type { Voice } from '../../../contract/voices.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useDeck } from '../deck/deckStore.ts';
import type { VoiceLabels } from '../import/useImportActions.ts';
import { useLibraryView } from '../library/libraryStore.ts';
import { queryKeys } from '../session/queries.ts';
import { useSession } from '../session/sessionStore.ts';
import { focusVoices } from './focusVoices.ts';
import { putRemoved, putVoice } from './voiceLists.ts';
import { useVoicesState } from './voicesStore.ts';

function attempt(action: () => Promise<void>): void {
  useSession.getState().setProblem(null);
  action().catch((error: unknown) => {
    useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again: () => attempt(action) });
  });
}

/** The voice whose passport is shown when that of another goes: the next one, or the one before where it was the last. */
function neighbourOf(queries: QueryClient, { id }: Voice): VoiceId | null {
  const voices = queries.getQueryData<readonly Voice[]>(queryKeys.voices) ?? [];
  const here = voices.findIndex((one) => one.id === id);
  return (voices[here + 1] ?? voices[here - 1])?.id ?? null;
}

/** What can be done to a voice of the library; what is answered is shown at once, before its event comes. */
export function useVoiceActions() {
  const { call } = useTransport();
  const queries = useQueryClient();
  return useMemo(() => {
    const put = (voice: Voice): void => {
      queries.setQueryData<readonly Voice[]>(queryKeys.voices, (voices) => voices && putVoice(voices, voice));
      queries.setQueryData<readonly Voice[]>(queryKeys.removedVoices, (bin) => bin && putRemoved(bin, voice));
    };
    return {
      update: (voice: Voice, { name, consent, licence }: VoiceLabels): void =>
        attempt(async () => put(await call('voices.update', { voiceId: voice.id, name, consent, licence }))),
      remove: (voice: Voice): void =>
        attempt(async () => {
          // Asked before the event of the removal takes the voice out of the list.
          const neighbour = neighbourOf(queries, voice);
          const removed = await call('voices.remove', { voiceId: voice.id });
          const wasChosen = useDeck.getState().voiceId === voice.id;
          if (useLibraryView.getState().selectedId === voice.id) useLibraryView.getState().select(neighbour);
          put(removed);
          useVoicesState.getState().setRemoved({ voice: removed, wasChosen });
          focusVoices();
        }),
      restore: (voice: Voice, isChosen: boolean): void =>
        attempt(async () => {
          put(await call('voices.restore', { voiceId: voice.id }));
          if (useVoicesState.getState().removed?.voice.id === voice.id) useVoicesState.getState().setRemoved(null);
          if (isChosen) useDeck.getState().pickVoice(voice.id);
          useLibraryView.getState().select(voice.id);
          focusVoices();
        }),
    };
  }, [call, queries]);
}
