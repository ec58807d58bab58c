import type { NamedWeights } from '../../baseModels/namedWeights.ts';
import { scaledWeight } from '../../baseModels/scaledWeight.ts';
import { GraphBuilder } from '../../onnx/graphBuilder.ts';
import type { OnnxModel } from '../../onnx/types.ts';
import { melBandCount } from './melFrames.ts';
import { salienceBinCount } from './decodeSalience.ts';
import { addSalienceHead } from './salienceHead.ts';

const batchNormEpsilon = 1e-5;

/**
 * RMVPE (Wei et al. 2023): a deep U-Net over time × mel, then a bidirectional GRU. Sizes come from the weights.
 *
 * Input `mel` [1, 1, frames, 128], frames a multiple of 32 (2 per encoder layer); output `salience` [1, frames, 360].
 * @param weights with the names of `rmvpe.pt`
 * @throws AppError BASE_MODEL_WRONG_FILE
 */
export function buildRmvpe(weights: NamedWeights): OnnxModel {
  const graph = new GraphBuilder('rmvpe');
  const network = new RmvpeNetwork(graph, weights);
  const mel = graph.input('mel', [1, 1, 'frames', melBandCount]);
  const encoded = network.encode(mel);
  const deepest = network.intermediate(encoded);
  const decoded = network.decode(deepest, encoded.skips);
  const salience = addSalienceHead(graph, weights, decoded.value, decoded.channels);
  graph.output('salience', salience, [1, 'frames', salienceBinCount]);
  return graph.build();
}

/** A value [1, channels, time, mel]. */
type Plane = { readonly value: string; readonly channels: number };
type Encoded = Plane & { readonly skips: readonly Plane[] };

class RmvpeNetwork {
  readonly #graph: GraphBuilder;
  readonly #weights: NamedWeights;

  constructor(graph: GraphBuilder, weights: NamedWeights) {
    this.#graph = graph;
    this.#weights = weights;
  }

  encode(mel: string): Encoded {
    const graph = this.#graph;
    const layers = 'unet.encoder.layers';
    const { scale, shift } = this.#batchNorm('unet.encoder.bn', 1);
    const scaled = graph.node('Mul', [mel, graph.floats([scale[0]], [1])]);
    let plane: Plane = { value: graph.node('Add', [scaled, graph.floats([shift[0]], [1])]), channels: 1 };
    const skips: Plane[] = [];
    const layerCount = this.#weights.count((layer) => `${layers}.${String(layer)}.conv.0.conv.0.weight`);
    // The mel bands are halved by every layer.
    if (layerCount < 1 || melBandCount % 2 ** layerCount !== 0) {
      throw this.#weights.wrongFile(`${String(layerCount)} encoder layers`);
    }
    for (let layer = 0; layer < layerCount; layer++) {
      plane = this.#blocks(plane, `${layers}.${String(layer)}.conv`);
      skips.push(plane);
      const value = graph.node('AveragePool', [plane.value], { kernel_shape: [2, 2], strides: [2, 2] });
      plane = { value, channels: plane.channels };
    }
    return { ...plane, skips };
  }

  intermediate(from: Plane): Plane {
    const name = (layer: number): string => `unet.intermediate.layers.${String(layer)}.conv`;
    const layerCount = this.#weights.count((layer) => `${name(layer)}.0.conv.0.weight`);
    let plane = from;
    for (let layer = 0; layer < layerCount; layer++) plane = this.#blocks(plane, name(layer));
    return plane;
  }

  decode(from: Plane, skips: readonly Plane[]): Plane {
    let plane = from;
    skips.toReversed().forEach((skip, layer) => {
      const name = `unet.decoder.layers.${String(layer)}`;
      const up = this.#upsample(plane, `${name}.conv1`);
      const value = this.#graph.node('Concat', [up.value, skip.value], { axis: 1 });
      plane = this.#blocks({ value, channels: up.channels + skip.channels }, `${name}.conv2`);
    });
    return plane;
  }

  /** The residual blocks `name.0`, `name.1`, … */
  #blocks(from: Plane, name: string): Plane {
    let plane = from;
    const blockCount = this.#weights.count((block) => `${name}.${String(block)}.conv.0.weight`);
    if (blockCount === 0) throw this.#weights.wrongFile(`no ${name}`);
    for (let block = 0; block < blockCount; block++) plane = this.#residualBlock(plane, `${name}.${String(block)}`);
    return plane;
  }

  /** Twice convolution, batch norm and ReLU, beside a way past them. */
  #residualBlock(from: Plane, name: string): Plane {
    const graph = this.#graph;
    const first = this.#convolution(from, `${name}.conv.0`, `${name}.conv.1`);
    const second = this.#convolution(first, `${name}.conv.3`, `${name}.conv.4`);
    const past = this.#weights.has(`${name}.shortcut.weight`) ? this.#shortcut(from, `${name}.shortcut`) : from;
    if (past.channels !== second.channels) throw this.#weights.wrongFile(`no ${name}.shortcut`);
    return { value: graph.node('Add', [second.value, past.value]), channels: second.channels };
  }

  #convolution(from: Plane, name: string, normName: string): Plane {
    const graph = this.#graph;
    const [channels] = this.#weights.dims(`${name}.weight`, 4);
    const { scale, shift } = this.#batchNorm(normName, channels);
    const dims = [channels, from.channels, 3, 3];
    const weight = graph.weight(scaledWeight(this.#weights, `${name}.weight`, dims, { axis: 0, factors: scale }));
    const bias = graph.weight({ dims: [channels], floats: () => shift });
    const value = graph.node('Conv', [from.value, weight, bias], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
    return { value: graph.node('Relu', [value]), channels };
  }

  #shortcut(from: Plane, name: string): Plane {
    const graph = this.#graph;
    const [channels] = this.#weights.dims(`${name}.weight`, 4);
    const weight = graph.weight(this.#weights.data(`${name}.weight`, [channels, from.channels, 1, 1]));
    const bias = graph.weight(this.#weights.data(`${name}.bias`, [channels]));
    return { value: graph.node('Conv', [from.value, weight, bias], { kernel_shape: [1, 1] }), channels };
  }

  #upsample(from: Plane, name: string): Plane {
    const graph = this.#graph;
    const channels = this.#weights.dims(`${name}.0.weight`, 4)[1];
    const { scale, shift } = this.#batchNorm(`${name}.1`, channels);
    const dims = [from.channels, channels, 3, 3];
    const weight = graph.weight(scaledWeight(this.#weights, `${name}.0.weight`, dims, { axis: 1, factors: scale }));
    const bias = graph.weight({ dims: [channels], floats: () => shift });
    const value = graph.node('ConvTranspose', [from.value, weight, bias], {
      kernel_shape: [3, 3],
      strides: [2, 2],
      pads: [1, 1, 1, 1],
      output_padding: [1, 1],
    });
    return { value: graph.node('Relu', [value]), channels };
  }

  /** What batch norm with its running statistics does: x · scale + shift, per channel. */
  #batchNorm(name: string, channels: number): { scale: Float32Array; shift: Float32Array } {
    const gamma = this.#weights.floats(`${name}.weight`, [channels]);
    const beta = this.#weights.floats(`${name}.bias`, [channels]);
    const mean = this.#weights.floats(`${name}.running_mean`, [channels]);
    const variance = this.#weights.floats(`${name}.running_var`, [channels]);
    if (variance.some((value) => value < 0)) throw this.#weights.wrongFile(`${name}.running_var is negative`);
    const scale = gamma.map((value, channel) => value / Math.sqrt(variance[channel] + batchNormEpsilon));
    return { scale, shift: beta.map((value, channel) => value - mean[channel] * scale[channel]) };
  }
}
