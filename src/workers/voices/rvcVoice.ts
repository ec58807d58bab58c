import path from 'node:path';
import type { VoiceFile } from '../../adapters/voices/voiceFolder.ts';
import type { RvcVoice } from '../../engine/converters/rvc/types.ts';
import type { RetrievalIndex } from '../../engine/voiceFiles/retrievalIndex/types.ts';

/** A voice as its converter runs it, from its description. */
export function rvcVoiceOf(
  folder: string,
  { voice, network }: Pick<VoiceFile, 'voice' | 'network'>,
  index: RetrievalIndex | null,
): RvcVoice {
  const at = ({ file, sha256 }: { readonly file: string; readonly sha256: string }) => ({
    path: path.join(folder, file),
    sha256,
  });
  return {
    ...voice,
    index,
    network:
      network.kind === 'split'
        ? { ...network, encoder: at(network.encoder), decoder: at(network.decoder) }
        : { ...network, model: at(network.model) },
  };
}
