import { toEnvelope } from '../../contract/errors.ts';
import type { VoiceId } from '../../contract/ids.ts';
import type { CorePorts, StoredVoice } from '../ports.ts';
import type { VoiceLibrary } from './library.ts';
import type { KeepFacts } from './voiceFacts.ts';

export type RangeProbes = {
  /** Measures the range of a voice that says none, after those that wait. */
  add(id: VoiceId): void;
  stop(): Promise<void>;
};

export type RangeProbeParts = {
  readonly voices: VoiceLibrary;
  readonly keepFacts: KeepFacts;
  readonly ports: Pick<CorePorts, 'inference' | 'voiceFiles' | 'log'>;
};

/** Lets voices sing a scale, one after the other, and keeps what could be heard. */
export function createRangeProbes({ voices, keepFacts, ports }: RangeProbeParts): RangeProbes {
  const waiting: VoiceId[] = [];
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const probe = async (id: VoiceId): Promise<void> => {
    if (!isWanted(voices.row(id))) return;
    const folder = ports.voiceFiles.folderOf(id);
    const { rangeMidi } = await ports.inference.request('probeVoice', { folder }, { signal: stopping.signal });
    // It may have been renamed, removed or described meanwhile.
    const row = voices.row(id);
    if (!isWanted(row)) return;
    const measured = { ...row, rangeMidi, passport: { ...row.passport, rangeSource: 'probe' as const } };
    // The row first and at once: whatever else changes it meanwhile must not be lost.
    voices.save(measured);
    await keepFacts(id);
  };
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id && !stopping.signal.aborted; id = waiting.shift()) {
      try {
        await probe(id);
      } catch (error) {
        // The voice sings without a known range; the next start asks again.
        ports.log.info('voice.unprobed', { voiceId: id, ...toEnvelope(error) });
      }
    }
    running = undefined;
  };
  return {
    add(id) {
      if (stopping.signal.aborted) return;
      waiting.push(id);
      running ??= work();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function isWanted({ removedAt, passport }: StoredVoice): boolean {
  return removedAt === null && passport.rangeSource === null;
}
