import type { CorePorts } from '../ports.ts';

type Ports = Pick<CorePorts, 'uploads' | 'recordings' | 'batches'>;

/** Deletes an upload that came to nothing: no recording is made of it, and no batch may try it again. Any other path stays. */
export async function forgetUpload({ uploads, recordings, batches }: Ports, path: string): Promise<void> {
  const sha256 = uploads.sha256Of(path);
  const isNamed = sha256 !== undefined && (recordings.findByHash(sha256) !== undefined || batches.awaits(sha256));
  if (!isNamed) await uploads.remove(path);
}

/**
 * Deletes what a program that was killed had taken in and not used: recordings sent while it ran that no row names, and files
 * of batches that were refused. To be called at a start, before anybody can send anything. It never throws.
 */
export async function sweepUploads(ports: Ports & Pick<CorePorts, 'facts' | 'log'>): Promise<void> {
  const { uploads, batches, facts, log } = ports;
  if (facts.isReadOnly) return;
  // An older copy of the database does not know what was sent since.
  const isRowsOld = facts.notices.some(({ code }) => code === 'DATABASE_RESTORED' || code === 'DATABASE_LOST');
  try {
    const unsettled = await uploads.unsettled();
    for (const path of isRowsOld ? [] : [...unsettled, ...batches.refused()]) {
      if (uploads.sha256Of(path) !== undefined) await forgetUpload(ports, path);
    }
    for (const path of unsettled) await uploads.settle(path);
  } catch (error) {
    log.error(crypto.randomUUID().slice(0, 8), error, { uploads: 'sweep' });
  }
}
