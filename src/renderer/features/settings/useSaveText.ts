import { useState } from 'react';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';

const mediaTypes = { csv: 'text/csv;charset=utf-8', txt: 'text/plain;charset=utf-8' } as const;

/** Gives a text to the browser as a download. */
function download(suggestedName: string, kind: keyof typeof mediaTypes, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaTypes[kind] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = suggestedName;
  link.click();
  // The download has begun; the browser holds what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export type SaveText = {
  /** Where the last text was saved; null where that is the browser's business or nothing was saved. */
  readonly savedPath: string | null;
  readonly fault: ErrorEnvelope | null;
  readonly save: (suggestedName: string, kind: keyof typeof mediaTypes, text: string) => Promise<void>;
};

/** Saves a text: through the system's dialog where there is a shell, else as a download. */
export function useSaveText(): SaveText {
  const { shell } = useTransport();
  const [savedPath, setSavedPath] = useState<string | null>(null);
  const [fault, setFault] = useState<ErrorEnvelope | null>(null);
  return {
    savedPath,
    fault,
    save: async (suggestedName, kind, text) => {
      setFault(null);
      try {
        if (shell) setSavedPath(await shell.saveText(suggestedName, kind, text));
        else download(suggestedName, kind, text);
      } catch (error) {
        setFault(envelopeOf(error));
      }
    },
  };
}
