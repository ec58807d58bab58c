import { asBaseModel } from '../../baseModels/asBaseModel.ts';
import { NamedWeights } from '../../baseModels/namedWeights.ts';
import type { PreparedNetwork } from '../../baseModels/types.ts';
import type { ByteSource, ByteTools } from '../../bytes/types.ts';
import { readCheckpoint, weightsOf } from '../../checkpoint/readCheckpoint.ts';
import { isMap } from '../../checkpoint/types.ts';
import { buildRmvpe } from './rmvpeNetwork.ts';

/**
 * The network of `rmvpe.pt`. Its weights are read when it is written, so the source stays open until then.
 * @throws AppError BASE_MODEL_WRONG_FILE, VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED
 */
export function prepareRmvpe(source: ByteSource, tools: ByteTools): PreparedNetwork[] {
  const { root } = asBaseModel(source, () => readCheckpoint(source, tools));
  // Some copies have the weights one level down.
  const network = isMap(root) && isMap(root.get('model')) ? root.get('model') : root;
  return [{ file: 'network.onnx', model: buildRmvpe(new NamedWeights(weightsOf(network), source.name)) }];
}
