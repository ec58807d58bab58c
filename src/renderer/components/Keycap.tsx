import type { ReactElement } from 'react';
import { useTransport } from '../transport/TransportContext.ts';

const macKeys: Readonly<Record<string, string>> = { Ctrl: '⌘' };

/** The keys of a shortcut, as they are called on this computer. Decoration: aria-keyshortcuts carries the meaning. */
export function Keycap({ keys }: { readonly keys: string }): ReactElement {
  const { isMac } = useTransport();
  const shown = keys
    .split(' ')
    .map((key) => (isMac ? (macKeys[key] ?? key) : key).replace('Enter', '↵'))
    .join(' ');
  return <kbd aria-hidden="true">{shown}</kbd>;
}
