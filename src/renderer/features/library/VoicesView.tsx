import type { ReactElement } from 'react';

/** All voices, and the passport of one. */
export function VoicesView(): ReactElement | null {
  return null;
}
