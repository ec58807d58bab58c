import type { CorePorts } from '../ports.ts';
import type { VoiceLibrary } from './library.ts';
import type { RangeProbes } from './rangeProbes.ts';
import { checkVoiceFiles } from './readyVoice.ts';

export type VoiceUpkeepParts = {
  readonly voices: VoiceLibrary;
  readonly probes: RangeProbes;
  readonly ports: Pick<CorePorts, 'voiceFiles' | 'log'>;
};

/** Folders looked at together: enough to keep the disk busy, few enough to leave it to others. */
const togetherCount = 4;

/**
 * What is done once after the start: voices whose rows were lost come back from their folders, and every voice's files are
 * looked for.
 */
export async function keepVoicesInOrder(parts: VoiceUpkeepParts, signal: AbortSignal): Promise<void> {
  const { voices, ports, probes } = parts;
  await adoptLost(parts, signal);
  const waiting = voices.rows().filter(({ removedAt }) => removedAt === null);
  const work = async (): Promise<void> => {
    for (let row = waiting.shift(); row && !signal.aborted; row = waiting.shift()) {
      await checkVoiceFiles({ voices, ports }, row.id);
      if (voices.get(row.id).voice.failure === null) probes.add(row.id);
    }
  };
  await Promise.all(Array.from({ length: togetherCount }, work));
}

/** A library that came back from a backup does not know the newest voices; their folders do. */
async function adoptLost({ voices, ports }: VoiceUpkeepParts, signal: AbortSignal): Promise<void> {
  const known = new Set(voices.rows().map(({ id }) => id));
  for (const id of await ports.voiceFiles.list()) {
    if (signal.aborted) return;
    if (known.has(id)) continue;
    const row = await ports.voiceFiles.read(id);
    if (!row) continue;
    voices.save({ ...row, name: voices.freeName(row.name, id) });
    ports.log.info('voice.adopted', { voiceId: id });
  }
}
