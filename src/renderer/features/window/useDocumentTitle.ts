import { useEffect } from 'react';
import type { Language } from '../../../contract/language.ts';

/** Names the window after the recording and tells the page its language. */
export function useDocumentTitle(recordingName: string | null, appName: string, language: Language): void {
  useEffect(() => {
    document.title = recordingName === null ? appName : `${recordingName} – ${appName}`;
    document.documentElement.lang = language;
  }, [recordingName, appName, language]);
}
