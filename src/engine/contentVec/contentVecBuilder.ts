import { assertNumbers, type BaseModelBuilder } from '../baseModels/builder.ts';
import { wholeContentFeatures } from './contentFeatures.ts';
import { contentHop, contentReach, contentRate } from './frames.ts';
import { prepareContentVec } from './prepareContentVec.ts';

const provedFrameCounts = [10, 25];
const proofHz = 220;

export const contentVecBuilder: BaseModelBuilder = {
  id: 'contentvec',
  version: '1',
  prepare: prepareContentVec,
  async prove({ file, model: { outputs } }, model, runModel) {
    const width = Number(outputs[0]?.dims[2]);
    for (const frameCount of provedFrameCounts) {
      const sampleCount = contentReach + (frameCount - 1) * contentHop;
      const tone = Float32Array.from({ length: sampleCount }, (_, i) =>
        Math.sin((2 * Math.PI * proofHz * i * (1 + i / sampleCount)) / contentRate),
      );
      const { features } = await wholeContentFeatures(tone, runModel, model);
      assertNumbers(file, features, frameCount * width);
    }
  },
};
