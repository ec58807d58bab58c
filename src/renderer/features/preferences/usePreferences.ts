import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { languageFromTag } from '../../../contract/language.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { writable } from '../deck/deckModel.ts';
import { useDeck } from '../deck/deckStore.ts';

const settleMs = 400;

/**
 * Keeps voice, settings, format and language for the next time, a moment after the last change. That they could not be
 * kept stops nobody from working, so it is not shown.
 */
export function usePreferences(isReadOnly: boolean): void {
  const { call } = useTransport();
  const { i18n } = useTranslation();
  useEffect(() => {
    if (isReadOnly) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { voiceId, changed, song, exportFormat, exportQuality, isBackingExported } = useDeck.getState();
        const kept = { voiceId, settings: writable(changed), song, exportFormat, exportQuality, isBackingExported };
        call('settings.set', kept).catch(() => undefined);
      }, settleMs);
    };
    const keepLanguage = (tag: string): void => {
      call('settings.set', { language: languageFromTag(tag) }).catch(() => undefined);
    };
    const unsubscribe = useDeck.subscribe(keep);
    i18n.on('languageChanged', keepLanguage);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      i18n.off('languageChanged', keepLanguage);
    };
  }, [call, i18n, isReadOnly]);
}
