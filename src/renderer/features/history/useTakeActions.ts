import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import type { TakeId } from '../../../contract/ids.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { changesOf } from '../deck/deckModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { songOfTake } from '../melody/songOfTake.ts';
import { useDrawer } from '../queue/drawerStore.ts';
import { showTake } from '../queue/showTake.ts';
import { attemptInDrawer } from '../queue/useQueueActions.ts';
import { queryKeys } from '../session/queries.ts';
import { useSession } from '../session/sessionStore.ts';
import { useLibrary } from '../session/useStart.ts';

/** Everything that can be done with a take of the history. */
export function useTakeActions() {
  const { call, shell } = useTransport();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const { catalog, voices } = useLibrary();
  return useMemo(() => {
    const nameOf = (entry: HistoryEntry): string =>
      t('history.take', { name: entry.recordingName, number: entry.number });
    const say = (text: string): void => useDrawer.getState().setNote({ kind: 'said', text });
    const run = (action: () => Promise<unknown>, done?: () => void): void =>
      attemptInDrawer(async () => {
        await action();
        done?.();
        await queries.invalidateQueries({ queryKey: queryKeys.lists });
      });
    const restore = (takeId: TakeId, name: string): void =>
      run(
        () => call('takes.restore', { takeId }),
        () => say(t('history.broughtBack', { name })),
      );
    /** The deck as it was, melody and words included; a voice that went leaves the one that is chosen. */
    const load = async (entry: HistoryEntry): Promise<void> => {
      const voice = voices.find(({ id }) => id === entry.voiceId);
      const song = await songOfTake(entry.recipe, call, t('takes.take', { number: entry.number })).catch(() => null);
      const { settings } = entry.recipe;
      useDeck.getState().load({
        ...(voice ? { voiceId: voice.id, changed: changesOf(catalog, voice, settings) } : { changed: settings }),
        ...(song === null ? {} : { song }),
      });
      showTake(entry.recordingId, entry.id);
      const text = t(voice ? 'history.loaded' : 'history.loadedWithoutVoice', { name: nameOf(entry) });
      useSession.getState().setRemark({ text, path: null });
    };
    return {
      nameOf,
      canReveal: shell !== null,
      show: (entry: HistoryEntry) => showTake(entry.recordingId, entry.id),
      play: (entry: HistoryEntry) => showTake(entry.recordingId, entry.id, true),
      again: (entry: HistoryEntry) =>
        run(
          () => call('takes.again', { takeId: entry.id }),
          () => say(t('history.againQueued', { name: entry.recordingName })),
        ),
      load: (entry: HistoryEntry) => attemptInDrawer(() => load(entry)),
      reveal: (path: string) =>
        attemptInDrawer(async () => {
          if ((await shell?.revealFile(path)) !== true) say(t('history.savedAs', { path }));
        }),
      star: (entry: HistoryEntry) => run(() => call('takes.star', { takeId: entry.id, isStarred: !entry.isStarred })),
      remove: (entry: HistoryEntry) =>
        run(
          () => call('takes.remove', { takeId: entry.id }),
          () => useDrawer.getState().setNote({ kind: 'removed', takeId: entry.id, name: nameOf(entry) }),
        ),
      restore,
    };
  }, [call, shell, queries, t, catalog, voices]);
}
export type TakeActions = ReturnType<typeof useTakeActions>;
