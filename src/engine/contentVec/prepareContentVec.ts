import type { PreparedNetwork } from '../baseModels/types.ts';
import type { ByteSource, ByteTools } from '../bytes/types.ts';
import { buildContentVec, contentOutputs, contentWidth, type ContentOutput } from './contentVecNetwork.ts';
import { readContentVecWeights } from './readContentVecWeights.ts';

/** Files of the networks in ContentVec's folder. */
const contentNetworkFiles = {
  'layer9-projected': 'layer9-projected.onnx',
  layer12: 'layer12.onnx',
} as const satisfies Record<ContentOutput, string>;

/**
 * The networks of a ContentVec file: for voices of version 1, for voices of version 2, or both. A file of other sizes gives
 * those whose features are as wide as voices want them, so a relative without the projection serves version 2 only.
 *
 * Weights are read when the networks are written, so the source stays open until then, and what is wrong with a value comes
 * up then.
 * @param headCount attention heads; default: as wide as HuBERT's
 * @throws AppError BASE_MODEL_WRONG_FILE when there is none, VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED
 */
export function prepareContentVec(source: ByteSource, tools: ByteTools, headCount?: number): PreparedNetwork[] {
  const weights = readContentVecWeights(source, tools);
  const usable = contentOutputs.filter((output) => contentWidth(weights, output) === featureWidths[output]);
  if (usable.length === 0) throw weights.wrongFile('no features of 256 or 768');
  return usable.map((output) => ({
    file: contentNetworkFiles[output],
    model: buildContentVec(weights, { output, ...(headCount === undefined ? {} : { headCount }) }),
  }));
}

const featureWidths = { 'layer9-projected': 256, layer12: 768 } as const satisfies Record<ContentOutput, number>;
