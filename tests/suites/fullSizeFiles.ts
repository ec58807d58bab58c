import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contentVecWeights, rmvpeWeights } from '../../src/engine/proof/randomBaseModels.ts';
import type { Weights } from '../../src/engine/weights/types.ts';
import { v2At40kHz } from '../../src/engine/proof/randomVoice.ts';
import { RawPickle, TorchTensor, torchZip, type TorchValue } from './torchFile.ts';
import { voiceRoot } from './voiceFile.ts';

/** Files of random numbers with the names, types, sizes and layouts of the published ones. */
export type FullSizeFiles = {
  /** A voice of version 2 at 40 kHz, 55 MB. */
  readonly voice: string;
  /** `hubert_base.pt` as fairseq writes it, 190 MB. */
  readonly contentvec: string;
  /** `rmvpe.pt`, 181 MB. */
  readonly rmvpe: string;
};

/** Writes the three files into a folder; what they hold is the same every time. */
export function writeFullSizeFiles(folder: string): FullSizeFiles {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, root: TorchValue): string => {
    const file = path.join(folder, name);
    writeFileSync(file, torchZip(root));
    return file;
  };
  return {
    voice: write('random.pth', voiceRoot(v2At40kHz)),
    contentvec: write('hubert_base.pt', fairseqRoot(contentVecWeights())),
    rmvpe: write('rmvpe.pt', tensorsOf(rmvpeWeights())),
  };
}

/** What fairseq keeps beside the network: its own word list is an object of its own class. */
function fairseqRoot(weights: Weights): TorchValue {
  const dictionary = new RawPickle(...Buffer.from('cfairseq.data.dictionary\nDictionary\n)\x81}b', 'latin1'));
  return new Map<string | number, TorchValue>([
    ['args', null],
    ['cfg', new Map([['_name', null]])],
    ['model', tensorsOf(weights)],
    ['task_state', new Map([['dictionaries', [dictionary]]])],
  ]);
}

function tensorsOf(weights: Weights): Map<string, TorchTensor> {
  return new Map(
    [...weights.values()].map((weight, i) => {
      const halves = weight.readHalves() ?? new Uint16Array(0);
      const bytes = new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
      const storage = { key: String(i), storageClass: 'HalfStorage', elementCount: halves.length, bytes };
      return [weight.name, new TorchTensor(storage, weight.dims)];
    }),
  );
}
