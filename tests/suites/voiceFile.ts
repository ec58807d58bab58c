import { randomWeights, type VoiceSize } from '../../src/engine/proof/randomVoice.ts';
import { TorchTensor, type TorchValue } from './torchFile.ts';

/** The smallest voice that has every kind of layer; nearly all of its file is structure. */
export const smallestSize: VoiceSize = {
  featureWidth: 256,
  sampleRate: 8000,
  upsampleRates: [8, 10],
  upsampleKernels: [16, 20],
  hiddenChannels: 4,
  interChannels: 4,
  filterChannels: 4,
  headCount: 2,
  layerCount: 1,
  kernelSize: 3,
  upsampleInitialChannels: 8,
  ginChannels: 4,
  speakerCount: 2,
  hasPitch: true,
};

/** The top level of a voice as the original program writes it, with random weights in half precision. */
export function voiceRoot(size: VoiceSize = smallestSize): Map<string | number, TorchValue> {
  const weights = [...randomWeights(size).values()].map((weight, i): [string, TorchTensor] => {
    const halves = weight.readHalves() ?? new Uint16Array(0);
    const bytes = new Uint8Array(halves.buffer);
    const storage = { key: String(i), storageClass: 'HalfStorage', elementCount: halves.length, bytes };
    return [weight.name, new TorchTensor(storage, weight.dims)];
  });
  return new Map<string | number, TorchValue>([
    ['weight', new Map(weights)],
    ['config', voiceConfig(size)],
    ['info', '200epoch'],
    ['sr', `${String(size.sampleRate / 1000)}k`],
    ['f0', size.hasPitch ? 1 : 0],
    ['version', size.featureWidth === 256 ? 'v1' : 'v2'],
  ]);
}

function voiceConfig(size: VoiceSize): TorchValue[] {
  return [
    1025,
    32,
    size.interChannels,
    size.hiddenChannels,
    size.filterChannels,
    size.headCount,
    size.layerCount,
    size.kernelSize,
    0,
    '1',
    [3, 7, 11],
    [
      [1, 3, 5],
      [1, 3, 5],
      [1, 3, 5],
    ],
    [...size.upsampleRates],
    size.upsampleInitialChannels,
    [...size.upsampleKernels],
    109,
    size.ginChannels,
    size.sampleRate,
  ];
}
