import type { VoiceId } from '../../contract/ids.ts';
import type { CorePorts, StoredVoice, VoiceFacts } from '../ports.ts';
import type { VoiceLibrary } from './library.ts';
import { checkVoiceFiles } from './readyVoice.ts';

/**
 * Brings a voice's folder up to its row, so that the voice can be carried elsewhere. One after the other, each with what the row
 * says when its turn comes: the last word stands. A folder that cannot be written is looked at, and nothing else happens.
 */
export type KeepFacts = (id: VoiceId) => Promise<void>;

export type VoiceFactsParts = { readonly voices: VoiceLibrary; readonly ports: Pick<CorePorts, 'voiceFiles'> };

export function createKeepFacts({ voices, ports }: VoiceFactsParts): KeepFacts {
  let last: Promise<void> = Promise.resolve();
  return (id) => {
    last = last.then(async () => {
      const row = voices.rows().find((one) => one.id === id);
      if (!row) return;
      await ports.voiceFiles.describe(id, factsOf(row)).catch(() => checkVoiceFiles({ voices, ports }, id));
    });
    return last;
  };
}

export function factsOf({ name, consent, licence, rangeMidi, passport }: StoredVoice): VoiceFacts {
  return { name, consent, licence, rangeMidi, rangeSource: passport.rangeSource };
}
