import { NamedWeights } from '../baseModels/namedWeights.ts';
import { asBaseModel } from '../baseModels/asBaseModel.ts';
import type { ByteSource, ByteTools } from '../bytes/types.ts';
import { readCheckpoint, weightsOf } from '../checkpoint/readCheckpoint.ts';
import { isMap, type CheckpointValue } from '../checkpoint/types.ts';
import { isSafetensors, readSafetensors } from '../weights/readSafetensors.ts';
import type { Weights } from '../weights/types.ts';
import { withFairseqNames } from './weightNames.ts';

/** A word list that fairseq stores beside the network. Nothing of it is needed, and nothing of it is made. */
const inertClasses = ['fairseq.data.dictionary.Dictionary'];

/**
 * The weights of ContentVec under fairseq's names, from a checkpoint of fairseq (`hubert_base.pt`), of Hugging Face
 * (`pytorch_model.bin`) or from safetensors.
 * @throws AppError BASE_MODEL_WRONG_FILE, VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED
 */
export function readContentVecWeights(source: ByteSource, tools: ByteTools): NamedWeights {
  const weights = asBaseModel(source, () =>
    isSafetensors(source) ? readSafetensors(source) : ofCheckpoint(source, tools),
  );
  return new NamedWeights(withFairseqNames(weights), source.name);
}

function ofCheckpoint(source: ByteSource, tools: ByteTools): Weights {
  const { root } = readCheckpoint(source, tools, { placeholders: inertClasses });
  const network: CheckpointValue | undefined = isMap(root) && isMap(root.get('model')) ? root.get('model') : root;
  return weightsOf(network);
}
