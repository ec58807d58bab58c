import { binDays } from '../../contract/voices.ts';
import type { CorePorts } from '../ports.ts';
import type { VoiceLibrary } from './library.ts';

export type VoiceBinParts = {
  readonly voices: Pick<VoiceLibrary, 'rows' | 'save'>;
  readonly ports: Pick<CorePorts, 'inference' | 'voiceFiles' | 'files' | 'log'>;
};

/** Empties the voices' bin; bound to the voices there are. */
export type EmptyVoiceBin = (nowMs: number) => Promise<number>;

const dayMs = 24 * 3600 * 1000;

/**
 * Deletes the voices that have been in the bin for 30 days; their rows stay for the takes that were made with them.
 * @param nowMs the time that is believed (storage/libraryClock.ts)
 * @returns bytes freed
 */
export async function emptyVoiceBin({ voices, ports }: VoiceBinParts, nowMs: number): Promise<number> {
  const { inference, voiceFiles, files, log } = ports;
  let freedBytes = 0;
  for (const row of voices.rows()) {
    if (row.removedAt === null || nowMs - Date.parse(row.removedAt) < binDays * dayMs) continue;
    const parent = files.folderOf(voiceFiles.folderOf(row.id));
    const [bytes = 0] = await inference.request('measureFolders', { parent, names: [row.id] });
    await voiceFiles.remove(row.id);
    voices.save({ ...row, purgedAt: new Date(nowMs).toISOString() });
    log.info('voice.purged', { voiceId: row.id });
    freedBytes += bytes;
  }
  return freedBytes;
}
