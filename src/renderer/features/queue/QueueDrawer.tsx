import type { ReactElement } from 'react';

/** Queue and history, over whatever is shown. */
export function QueueDrawer(): ReactElement | null {
  return null;
}
