import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { languageFromTag } from '../../../contract/language.ts';
import type { Preferences } from '../../../contract/operations/app.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { writable } from '../deck/deckModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { queryKeys } from '../session/queries.ts';

const settleMs = 400;

/**
 * Keeps voice, settings, format and language for the next time, a moment after the last change or when the window is left,
 * and takes over what another door has changed. That they could not be kept stops nobody from working, so it is not shown.
 */
export function usePreferences(isReadOnly: boolean): void {
  const { call, subscribe } = useTransport();
  const queries = useQueryClient();
  const { i18n } = useTranslation();
  useEffect(() => {
    if (isReadOnly) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unsavedCount = 0;
    const save = (): void => {
      clearTimeout(timer);
      const { voiceId, changed, song, exportFormat, exportQuality, isBackingExported } = useDeck.getState();
      const kept = { voiceId, settings: writable(changed), song, exportFormat, exportQuality, isBackingExported };
      timer = undefined;
      unsavedCount += 1;
      call('settings.set', kept)
        .catch(() => undefined)
        .finally(() => (unsavedCount -= 1));
    };
    const keep = (): void => {
      clearTimeout(timer);
      timer = setTimeout(save, settleMs);
    };
    // Also what is on its way: a window that is left waits for nothing.
    const keepLast = (): void => {
      if (timer !== undefined || unsavedCount > 0) save();
    };
    const keepLanguage = (tag: string): void => {
      const language = languageFromTag(tag);
      if (queries.getQueryData<Preferences>(queryKeys.preferences)?.language === language) return;
      call('settings.set', { language }).catch(() => undefined);
    };
    const unsubscribeDeck = useDeck.subscribe(keep);
    const unsubscribeEvents = subscribe((event) => {
      if (event.name !== 'settings.changed') return;
      const { language, exportFormat, exportQuality, isBackingExported } = event.payload;
      if (language !== null && language !== languageFromTag(i18n.language)) void i18n.changeLanguage(language);
      // What this window is about to keep is newer than what it hears.
      if (timer !== undefined || unsavedCount > 0) return;
      const deck = useDeck.getState();
      if (deck.exportFormat !== exportFormat || deck.exportQuality !== exportQuality) {
        deck.setFormat(exportFormat, exportQuality);
      }
      if (deck.isBackingExported !== isBackingExported) deck.setBackingExported(isBackingExported);
    });
    i18n.on('languageChanged', keepLanguage);
    window.addEventListener('pagehide', keepLast);
    return () => {
      window.removeEventListener('pagehide', keepLast);
      clearTimeout(timer);
      unsubscribeDeck();
      unsubscribeEvents();
      i18n.off('languageChanged', keepLanguage);
    };
  }, [call, subscribe, queries, i18n, isReadOnly]);
}
