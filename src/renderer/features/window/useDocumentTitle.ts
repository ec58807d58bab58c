import { useEffect } from 'react';
import type { Language } from '../../../contract/language.ts';

/** Names the window after what it shows (a recording, or a place) and tells the page its language. */
export function useDocumentTitle(shown: string | null, appName: string, language: Language): void {
  useEffect(() => {
    document.title = shown === null ? appName : `${shown} – ${appName}`;
    document.documentElement.lang = language;
  }, [shown, appName, language]);
}
