import { AppError, toEnvelope } from '../../contract/errors.ts';
import type { CorePorts } from '../ports.ts';
import { movingBytes } from './movingBytes.ts';
import { neededRecordings } from './neededRecordings.ts';
import { checkSpace } from './space.ts';
import type { StorageWorks } from './works.ts';

export type MoveParts = {
  readonly ports: Pick<CorePorts, 'inference' | 'library' | 'storage' | 'clock' | 'facts' | 'files'>;
  readonly works: StorageWorks;
};

/**
 * Copies the library without what can be made again, lets the program let go of it, copies what changed meanwhile, and only then
 * says, in one small file, that it lies elsewhere. Does not return to who asked: the session that opens the new folder answers.
 * @throws AppError FOLDER_NOT_USABLE, FOLDER_NOT_EMPTY, FOLDER_NOT_WRITABLE, NOT_ENOUGH_SPACE, DISK_FULL, CANCELLED, …;
 * the old folder is used then, and what was copied is removed
 */
export async function moveLibrary({ ports, works }: MoveParts, given: string): Promise<{ folder: string }> {
  const { inference, library, facts, files } = ports;
  const from = facts.dataFolder;
  const folder = files.resolve(given);
  if (folder === from) return { folder };
  if (facts.isReadOnly) throw new AppError('DATABASE_READ_ONLY', { file: from });
  return works.run('move', async ({ signal, expect, onProgress, commit }) => {
    // In the end one line is written there; where it cannot be, all the copying would be for nothing. Room for it is made then.
    await library.checkWritable().catch((error: unknown) => {
      if (toEnvelope(error).code !== 'DISK_FULL') throw error;
    });
    const arrival = await library.arriveAt(folder);
    try {
      const measure = (place: string) => inference.request('measureLibrary', { folder: place }, { signal });
      const [there, here] = await Promise.all([measure(folder), measure(from)]);
      const keptCache = await neededRecordings(ports);
      const totalBytes = await movingBytes(ports, here, keptCache);
      expect(totalBytes);
      // A copy that goes on has part of it already.
      await checkSpace(library, folder, totalBytes - (await movingBytes(ports, there, [])));
      const copy = { from, to: folder, keptCache, totalBytes };
      await inference.request('copyLibrary', { ...copy, state: 'open' }, { signal, onProgress });
      commit();
      return await library.restart(async () => {
        try {
          await inference.request('copyLibrary', { ...copy, state: 'whole' });
          await arrival.commit();
        } catch (error) {
          await arrival.giveUp();
          throw error;
        }
      });
    } catch (error) {
      await arrival.giveUp();
      throw error;
    }
  });
}
