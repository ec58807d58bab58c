import { useEffect } from 'react';
import { useTransport } from '../../transport/TransportContext.ts';
import type { Bring } from '../import/useBring.ts';

/** Opens what the system hands to the program: a double click in the file explorer, a file on the dock. */
export function useOpenedFiles({ openPath }: Pick<Bring, 'openPath'>): void {
  const { shell } = useTransport();
  useEffect(() => shell?.onOpenFile((path) => openPath(path)), [shell, openPath]);
}
