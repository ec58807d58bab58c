import { assertNumbers, type BaseModelBuilder } from '../../baseModels/builder.ts';
import { salienceBinCount } from './decodeSalience.ts';
import { melBandCount } from './melFrames.ts';
import { prepareRmvpe } from './prepareRmvpe.ts';

const provedFrameCounts = [32, 64];

export const rmvpeBuilder: BaseModelBuilder = {
  id: 'rmvpe',
  version: '1',
  prepare: prepareRmvpe,
  async prove({ file }, model, runModel) {
    for (const frameCount of provedFrameCounts) {
      // A mel spectrum of anything: logarithms between silence and loud.
      const mel = Float32Array.from({ length: frameCount * melBandCount }, (_, i) => -6 + 5 * Math.sin(0.37 * i));
      const input = { data: mel, dims: [1, 1, frameCount, melBandCount] };
      const { salience } = await runModel(model, { mel: input });
      assertNumbers(file, salience?.data ?? [], frameCount * salienceBinCount, [0, 1]);
    }
  },
};
