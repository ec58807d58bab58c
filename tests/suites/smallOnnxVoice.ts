import { GraphBuilder } from '../../src/engine/onnx/graphBuilder.ts';
import type { ElementType, OnnxModel } from '../../src/engine/onnx/types.ts';

export type SmallVoiceOptions = {
  readonly layout?: 'phone' | 'feats';
  readonly hasPitch?: boolean;
  readonly type?: 'float32' | 'float16';
  readonly width?: 256 | 768;
  /** What the latent noise is multiplied with inside. */
  readonly noiseScale?: number;
  /** Where in the product the constant stands. */
  readonly scalePlace?: 'after' | 'before' | 'spread';
  /** Exported with its example's length inside. */
  readonly fixedFrames?: number;
  readonly speakerRank?: 0 | 1;
  /** Every length is left open, so that sizes show in the weights only. */
  readonly hasOpenShapes?: boolean;
};

export const smallInterChannels = 4;
/** 10 · 8 samples per frame: 8 kHz. */
export const smallRates = [10, 8];

const speakers = 3;

/**
 * A network with the edges and the course of a voice, and few numbers: content and pitch to means and spreads, noise, two
 * upsamplings with a source, tanh. Weights are a fixed wave, so that every option but one gives comparable sound.
 */
export function smallOnnxVoice(options: SmallVoiceOptions = {}): OnnxModel {
  const { layout = 'phone', hasPitch = true, type = 'float32', width = 256 } = options;
  const graph = new GraphBuilder('public');
  const isPhone = layout === 'phone';
  const frames = options.fixedFrames ?? 'T';
  const content = graph.input(
    isPhone ? 'phone' : 'feats',
    [1, frames, options.hasOpenShapes === true ? 'C' : width],
    type,
  );
  graph.input(isPhone ? 'phone_lengths' : 'p_len', [1], 'int64');
  const pitch = hasPitch ? graph.input('pitch', [1, frames], 'int64') : null;
  const pitchHz = hasPitch ? graph.input('pitchf', [1, frames], type) : null;
  const speaker = graph.input(isPhone ? 'ds' : 'sid', options.speakerRank === 0 ? [] : [1], 'int64');
  const channels = smallInterChannels;
  const noise = isPhone ? graph.input('rnd', [1, options.hasOpenShapes === true ? 'I' : channels, frames], type) : null;

  const weights = weightsOf(graph, type);
  let hidden = graph.node('MatMul', [content, weights([width, 2 * channels], 0.05)]);
  if (pitch !== null)
    hidden = graph.node('Add', [hidden, graph.node('Gather', [weights([256, 2 * channels], 0.3), pitch])]);
  let stats = graph.node('Transpose', [hidden], { perm: [0, 2, 1] });
  if (options.fixedFrames !== undefined) {
    stats = graph.node('Reshape', [stats, graph.integers([1, 2 * channels, options.fixedFrames])]);
  }
  const [mean, logs] = graph.nodeWithOutputs('Split', [stats, graph.integers([channels, channels])], 2, { axis: 1 });
  const latent = drawnLatent(graph, { mean, logs, noise, options });
  const embedded = graph.node('Gather', [weights([speakers, channels], 0.4), speaker]);
  const condition = graph.node('Reshape', [embedded, graph.integers([1, channels, 1])]);
  let sound = graph.node('Add', [latent, condition]);
  for (const [stage, rate] of smallRates.entries()) {
    const out = stage === 0 ? 2 : 1;
    const weight = weights([stage === 0 ? channels : 2, out, 2 * rate], 0.3);
    sound = graph.node('ConvTranspose', [sound, weight], { strides: [rate], pads: [rate / 2, rate / 2] });
  }
  if (pitchHz !== null) sound = graph.node('Add', [sound, sourceOf(graph, weights, pitchHz)]);
  graph.output('audio', graph.node('Tanh', [sound]), [1, 1, 'N'], type);
  return graph.build();
}

type WeightMaker = (dims: readonly number[], size: number) => string;

function weightsOf(graph: GraphBuilder, type: ElementType): WeightMaker {
  let count = 0;
  return (dims, size) => {
    const first = 97 * count++;
    const length = dims.reduce((product, dim) => product * dim, 1);
    const floats = () => Float32Array.from({ length }, (_, index) => size * Math.sin(first + index * 0.7));
    const value = graph.weight({ dims, floats });
    return type === 'float32' ? value : graph.cast(value, type);
  };
}

function drawnLatent(
  graph: GraphBuilder,
  { mean, logs, noise, options }: { mean: string; logs: string; noise: string | null; options: SmallVoiceOptions },
): string {
  const { type = 'float32', noiseScale = 0.66666, scalePlace = 'after' } = options;
  const constant = () => (type === 'float32' ? graph.scalar(noiseScale) : graph.cast(graph.scalar(noiseScale), type));
  let drawn = noise ?? graph.node('RandomNormalLike', [mean]);
  let spread = graph.node('Exp', [logs]);
  if (scalePlace === 'before') drawn = graph.node('Mul', [drawn, constant()]);
  if (scalePlace === 'spread') spread = graph.node('Mul', [spread, constant()]);
  let moved = graph.node('Mul', [spread, drawn]);
  if (scalePlace === 'after' && noiseScale !== 1) moved = graph.node('Mul', [moved, constant()]);
  return graph.node('Add', [mean, moved]);
}

/** A source that draws noise of its own, which is not the latent's. */
function sourceOf(graph: GraphBuilder, weights: WeightMaker, pitchHz: string): string {
  const columns = graph.node('Unsqueeze', [pitchHz, graph.integers([2])]);
  const rate = smallRates.reduce((product, one) => product * one, 1);
  const wide = graph.node('Expand', [columns, graph.integers([1, 1, rate])]);
  const held = graph.node('Reshape', [wide, graph.integers([1, 1, -1])]);
  const noise = graph.node('RandomNormalLike', [held]);
  const phase = graph.node('RandomUniformLike', [held]);
  return graph.node('Mul', [graph.node('Add', [held, noise]), graph.node('Mul', [phase, weights([1, 1, 1], 0.001)])]);
}
