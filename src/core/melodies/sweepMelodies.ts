import type { CorePorts } from '../ports.ts';
import type { NamingRow } from './ports.ts';

/** Rows looked at together: a few milliseconds, and room for others in between. */
const pageSize = 200;

export type MelodySweep = {
  readonly ports: Pick<CorePorts, 'melodyFiles' | 'melodyUse'>;
  /** The time that is believed (storage/libraryClock.ts), ms since 1970. */
  readonly nowMs: number;
  /** Whether what has been so since then has been so for long enough. */
  readonly isDue: (sinceMs: number) => boolean;
  /** Lets others have a turn; throws to stop. */
  readonly breathe: () => Promise<void>;
};

/**
 * Deletes melodies, plans and their files that nothing in the library has named at any clear-out for 30 days: opened, and never
 * sung. A take names its melody for ever, because its recipe may be sung again.
 * @returns bytes freed
 */
export async function sweepMelodies({ ports, nowMs, isDue, breathe }: MelodySweep): Promise<number> {
  const { melodyFiles, melodyUse } = ports;
  const unnamed = new Set(await melodyFiles.hashes());
  for (let after: NamingRow | null = null; unnamed.size > 0;) {
    const page = melodyUse.named(after, pageSize);
    if (!page) break;
    for (const hash of page.hashes) unnamed.delete(hash);
    after = page.last;
    await breathe();
  }
  const before = melodyUse.unnamedSince();
  const since = new Map([...unnamed].map((hash) => [hash, before.get(hash) ?? nowMs]));
  const due = [...since].flatMap(([hash, sinceMs]) => (isDue(sinceMs) ? [hash] : []));
  const freedBytes = due.length === 0 ? 0 : await melodyFiles.remove(due);
  for (const hash of due) since.delete(hash);
  if (since.size > 0 || before.size > 0) melodyUse.saveUnnamedSince(since);
  return freedBytes;
}
