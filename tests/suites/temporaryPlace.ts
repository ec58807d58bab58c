import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Before the first test: a temporary folder for this run alone. What programs leave that are killed, such as the folders of
 * their sockets, which the next start of the same library would use again, goes with it.
 * @returns what removes it after the last test
 */
export default function makeTemporaryPlace(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-run-'));
  process.env['TMPDIR'] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
