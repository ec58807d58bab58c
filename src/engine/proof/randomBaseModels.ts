import { floatToHalf, halfToFloat } from '../dsp/float16.ts';
import type { Weight, Weights } from '../weights/types.ts';

/*
 * Base models with the names, shapes and type of the published files and random values, for tests of size and speed. Values
 * depend on the weight's name and the sizes only.
 */
type Shape = { readonly dims: readonly number[]; readonly centre: number; readonly spread: number };
type Shapes = Map<string, Shape>;

export type RmvpeSizes = {
  readonly channels: number;
  readonly blockCount: number;
  readonly intermediateCount: number;
  readonly hidden: number;
};
const fullRmvpe: RmvpeSizes = { channels: 16, blockCount: 4, intermediateCount: 4, hidden: 256 };

export type ContentVecSizes = {
  readonly hidden: number;
  readonly layerCount: number;
  readonly inner: number;
  readonly channels: number;
};
const fullContentVec: ContentVecSizes = { hidden: 768, layerCount: 12, inner: 3072, channels: 512 };

const encoderLayerCount = 5;
const kernels = [10, 3, 3, 3, 3, 2, 2];

/** `rmvpe.pt`: 90.4 million parameters at full size. */
export function rmvpeWeights(sizes: RmvpeSizes = fullRmvpe): Weights {
  const shapes: Shapes = new Map();
  const { hidden } = sizes;
  addNorm(shapes, 'unet.encoder.bn', 1, true);
  let width = 1;
  for (let layer = 0; layer < encoderLayerCount; layer++) {
    const next = sizes.channels * 2 ** layer;
    addBlocks(shapes, `unet.encoder.layers.${String(layer)}.conv`, { from: width, to: next, count: sizes.blockCount });
    width = next;
  }
  for (let layer = 0; layer < sizes.intermediateCount; layer++) {
    const next = sizes.channels * 2 ** encoderLayerCount;
    addBlocks(shapes, `unet.intermediate.layers.${String(layer)}.conv`, {
      from: width,
      to: next,
      count: sizes.blockCount,
    });
    width = next;
  }
  for (let layer = 0; layer < encoderLayerCount; layer++) {
    const name = `unet.decoder.layers.${String(layer)}`;
    addMatrix(shapes, `${name}.conv1.0.weight`, [width, width / 2, 3, 3], Math.SQRT1_2);
    addNorm(shapes, `${name}.conv1.1`, width / 2, true);
    addBlocks(shapes, `${name}.conv2`, { from: width, to: width / 2, count: sizes.blockCount });
    width /= 2;
  }
  // Residual sums have grown to hundreds by now; a recurrent layer fed with these would never forget.
  addMatrix(shapes, 'cnn.weight', [3, width, 3, 3], 1 / 200);
  addVector(shapes, 'cnn.bias', 3, { centre: 0, spread: 0.05 });
  for (const direction of ['', '_reverse']) {
    for (const part of ['ih', 'hh']) {
      const columns = part === 'ih' ? 384 : hidden;
      // As PyTorch starts them.
      const spread = 1 / Math.sqrt(hidden);
      shapes.set(`fc.0.gru.weight_${part}_l0${direction}`, { dims: [3 * hidden, columns], centre: 0, spread });
      addVector(shapes, `fc.0.gru.bias_${part}_l0${direction}`, 3 * hidden, {
        centre: 0,
        spread: 1 / Math.sqrt(hidden),
      });
    }
  }
  addMatrix(shapes, 'fc.1.weight', [360, 2 * hidden]);
  addVector(shapes, 'fc.1.bias', 360, { centre: -3, spread: 0.05 });
  return asWeights(shapes);
}

type Blocks = { readonly from: number; readonly to: number; readonly count: number };

function addBlocks(shapes: Shapes, name: string, { from, to, count }: Blocks): void {
  for (let block = 0; block < count; block++) {
    const width = block === 0 ? from : to;
    const stem = `${name}.${String(block)}`;
    addMatrix(shapes, `${stem}.conv.0.weight`, [to, width, 3, 3]);
    addNorm(shapes, `${stem}.conv.1`, to, true);
    addMatrix(shapes, `${stem}.conv.3.weight`, [to, to, 3, 3]);
    addNorm(shapes, `${stem}.conv.4`, to, true);
    if (width === to) continue;
    addMatrix(shapes, `${stem}.shortcut.weight`, [to, width, 1, 1]);
    addVector(shapes, `${stem}.shortcut.bias`, to, { centre: 0, spread: 0.05 });
  }
}

/** `hubert_base.pt`, the network alone, with fairseq's names. */
export function contentVecWeights(sizes: ContentVecSizes = fullContentVec): Weights {
  const { hidden, inner, channels } = sizes;
  const shapes: Shapes = new Map();
  addVector(shapes, 'mask_emb', hidden, { centre: 0, spread: 1 });
  kernels.forEach((kernel, layer) => {
    const name = `feature_extractor.conv_layers.${String(layer)}`;
    // He's spread, with which signals keep their size through the GELUs.
    addMatrix(shapes, `${name}.0.weight`, [channels, layer === 0 ? 1 : channels, kernel], Math.SQRT2);
    if (layer === 0) addNorm(shapes, `${name}.2`, channels, false);
  });
  addNorm(shapes, 'layer_norm', channels, false);
  addLinear(shapes, 'post_extract_proj', hidden, channels);
  addVector(shapes, 'encoder.pos_conv.0.bias', hidden, { centre: 0, spread: 0.05 });
  addMatrix(shapes, 'encoder.pos_conv.0.weight_v', [hidden, hidden / 16, 128]);
  shapes.set('encoder.pos_conv.0.weight_g', { dims: [1, 1, 128], centre: 2, spread: 0.5 });
  addNorm(shapes, 'encoder.layer_norm', hidden, false);
  for (let layer = 0; layer < sizes.layerCount; layer++) {
    const name = `encoder.layers.${String(layer)}`;
    for (const part of ['q', 'k', 'v', 'out']) addLinear(shapes, `${name}.self_attn.${part}_proj`, hidden, hidden);
    addNorm(shapes, `${name}.self_attn_layer_norm`, hidden, false);
    addLinear(shapes, `${name}.fc1`, inner, hidden);
    addLinear(shapes, `${name}.fc2`, hidden, inner);
    addNorm(shapes, `${name}.final_layer_norm`, hidden, false);
  }
  addLinear(shapes, 'final_proj', 256, hidden);
  return asWeights(shapes);
}

function addLinear(shapes: Shapes, name: string, to: number, from: number): void {
  addMatrix(shapes, `${name}.weight`, [to, from]);
  addVector(shapes, `${name}.bias`, to, { centre: 0, spread: 0.05 });
}

/** Uniform, of such a spread that its sums over the inputs have the size of the inputs, or `gain` times that. */
function addMatrix(shapes: Shapes, name: string, dims: readonly number[], gain = 1): void {
  const inputCount = dims.slice(1).reduce((product, dim) => product * dim, 1);
  shapes.set(name, { dims, centre: 0, spread: gain * Math.sqrt(3 / inputCount) });
}

function addVector(shapes: Shapes, name: string, length: number, { centre, spread }: Omit<Shape, 'dims'>): void {
  shapes.set(name, { dims: [length], centre, spread });
}

function addNorm(shapes: Shapes, name: string, width: number, isBatchNorm: boolean): void {
  addVector(shapes, `${name}.weight`, width, { centre: 1, spread: 0.1 });
  addVector(shapes, `${name}.bias`, width, { centre: 0, spread: 0.1 });
  if (!isBatchNorm) return;
  addVector(shapes, `${name}.running_mean`, width, { centre: 0, spread: 0.1 });
  addVector(shapes, `${name}.running_var`, width, { centre: 1, spread: 0.2 });
}

function asWeights(shapes: Shapes): Weights {
  return new Map(Array.from(shapes, ([name, shape]) => [name, randomWeight(name, shape)]));
}

function randomWeight(name: string, { dims, centre, spread }: Shape): Weight {
  const count = dims.reduce((product, dim) => product * dim, 1);
  const readHalves = () => {
    let state = Array.from(name).reduce(
      (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193),
      0x811c9dc5,
    );
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      values[i] = centre + (spread * state) / 2 ** 31;
    }
    return floatToHalf(values) as Uint16Array<ArrayBuffer>;
  };
  return {
    name,
    type: 'float16',
    dims,
    readHalves,
    readFloats: () => halfToFloat(readHalves()) as Float32Array<ArrayBuffer>,
  };
}
