import type { ReactElement } from 'react';

/** Everything about the program itself. */
export function SettingsView(): ReactElement | null {
  return null;
}
