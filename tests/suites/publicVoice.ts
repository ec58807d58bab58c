import { floatToHalf } from '../../src/engine/dsp/float16.ts';
import { GraphBuilder } from '../../src/engine/onnx/graphBuilder.ts';
import { elementTypes } from '../../src/engine/onnx/types.ts';
import type { Dimension, ElementType, OnnxInitializer, OnnxModel, OnnxValue } from '../../src/engine/onnx/types.ts';
import { decoder } from '../../src/engine/rvc/synthesizer/decoder.ts';
import { drawn, latentNoiseScale } from '../../src/engine/rvc/synthesizer/encoder.ts';
import { reverseFlow } from '../../src/engine/rvc/synthesizer/flow.ts';
import { speakerRow, stored, type Site } from '../../src/engine/rvc/synthesizer/layers.ts';
import { textEncoder, type LatentStatistics } from '../../src/engine/rvc/synthesizer/textEncoder.ts';
import { samplesPerFrame, type SynthesizerVoice } from '../../src/engine/rvc/synthesizer/types.ts';

/** The names in the two layouts that public exporters write. */
const layouts = {
  phone: { content: 'phone', length: 'phone_lengths', speaker: 'ds' },
  feats: { content: 'feats', length: 'p_len', speaker: 'sid' },
} as const;
export type PublicLayout = keyof typeof layouts;

export type PublicVoiceOptions = {
  /** The whole graph, inputs and outputs too. Default: float32. */
  readonly floatType?: 'float32' | 'float16';
  /** Default: `rnd` in the layout `phone`, drawn by the network in `feats`. */
  readonly noise?: 'input' | 'inside';
  /** Whether the graph multiplies the latent noise with 0.66666, as most do. Default: yes. */
  readonly isNoiseScaled?: boolean;
  /** Additive noise of the harmonic source, drawn by the network. Default: none, so that it repeats. */
  readonly hasSourceNoise?: boolean;
  /** A network that works at this many frames only, and says so in its inputs or does not. */
  readonly fixedFrames?: { readonly count: number; readonly isDeclared: boolean };
  readonly metadata?: Readonly<Record<string, string>>;
};

/**
 * A whole voice in one ONNX graph, laid out as public exporters do it, with the harmonic source inside: content, length,
 * [pitch classes (int64), pitch in Hz,] speaker[, noise] → audio (1, 1, T·U). Frames beyond the length are silent.
 */
export function buildPublicVoice(
  voice: SynthesizerVoice,
  layout: PublicLayout,
  options: PublicVoiceOptions = {},
): OnnxModel {
  const { noise = layout === 'phone' ? 'input' : 'inside', fixedFrames, metadata } = options;
  const names = layouts[layout];
  const graph = new GraphBuilder(`rvc-${layout}`);
  const site: Site = { graph, weights: voice.weights };
  const frames: Dimension = fixedFrames?.isDeclared ? fixedFrames.count : 'frames';
  const width = voice.weights.get('enc_p.emb_phone.weight')?.dims[1] ?? 0;
  const content = graph.input(names.content, [1, frames, width]);
  const length = graph.input(names.length, [1], 'int64');
  const pitch = voice.hasPitch ? graph.input('pitch', [1, frames], 'int64') : null;
  const f0Hz = voice.hasPitch ? graph.input('pitchf', [1, frames]) : null;
  const speakerNumber = graph.input(names.speaker, [1], 'int64');
  const given = noise === 'input' ? graph.input('rnd', [1, voice.interChannels, frames]) : null;

  const rows = fixedFrames ? graph.node('Reshape', [content, graph.integers([1, fixedFrames.count, width])]) : content;
  const statistics = textEncoder(site, voice, rows, pitch);
  const speaker = speakerRow(site, speakerNumber);
  const latent = reverseFlow(site, drawn(site, statistics, scaledNoise(site, statistics, given, options)), speaker);
  const z = masked(site, latent, length);
  const source = f0Hz === null ? null : sourceInside(site, voice, f0Hz, options.hasSourceNoise ?? false);
  graph.output('audio', decoder(site, voice, { z, source, speaker, trim: null }), [1, 1, 'samples']);
  const model = { ...graph.build(), ...(metadata && { metadata }) };
  return options.floatType === 'float16' ? inHalfPrecision(model) : model;
}

function scaledNoise(
  { graph }: Site,
  { mean }: LatentStatistics,
  given: string | null,
  { isNoiseScaled = true }: PublicVoiceOptions,
): string {
  const noise = given ?? graph.node('RandomNormalLike', [mean]);
  return isNoiseScaled ? graph.node('Mul', [noise, graph.scalar(latentNoiseScale)]) : noise;
}

/** (1, c, T) with silence from frame `length` on. */
function masked({ graph }: Site, x: string, length: string): string {
  const frameCount = graph.node('Gather', [graph.node('Shape', [x]), graph.integers([2], [])], { axis: 0 });
  const numbers = graph.node('Range', [graph.integers([0], []), frameCount, graph.integers([1], [])]);
  return graph.node('Mul', [x, graph.cast(graph.node('Less', [numbers, length]), 'float32')]);
}

/** The harmonic source with its phase in double precision: (1, T) → (1, 1, T·U). */
function sourceInside(site: Site, voice: SynthesizerVoice, f0Hz: string, hasNoise: boolean): string {
  const { graph, weights } = site;
  const perFrame = samplesPerFrame(voice);
  const components = weights.get('dec.m_source.l_linear.weight')?.dims[1] ?? 1;
  const double = (values: readonly number[], dims: readonly number[]) =>
    graph.cast(graph.floats(values, dims), 'float64');
  const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

  const increments = graph.node('Div', [graph.cast(f0Hz, 'float64'), double([voice.sampleRate], [])]); // (1, T)
  const perFrameCycles = graph.node('Mul', [increments, double([perFrame], [])]);
  const starts = graph.node('CumSum', [perFrameCycles, graph.integers([1], [])], { exclusive: 1 });
  const column = (x: string) => graph.node('Unsqueeze', [x, graph.integers([2])]); // (1, T, 1)
  const within = graph.node('Mul', [column(increments), double(range(perFrame), [1, 1, perFrame])]);
  const cycles = graph.node('Add', [column(starts), within]); // (1, T, U)
  const flat = graph.node('Reshape', [cycles, graph.integers([1, -1, 1])]);
  const phases = graph.node('Mul', [flat, double(range(components), [1, 1, components])]); // (1, T·U, components)
  const wrapped = graph.node('Sub', [phases, graph.node('Floor', [phases])]);
  const sine = graph.node('Sin', [graph.node('Mul', [wrapped, double([2 * Math.PI], [])])]);

  const zeros = graph.node('Mul', [within, double([0], [])]);
  const heldHz = graph.node('Add', [column(graph.cast(f0Hz, 'float64')), zeros]); // (1, T, U)
  const voiced = graph.node('Greater', [graph.node('Reshape', [heldHz, graph.integers([1, -1, 1])]), double([0], [])]);
  const gain = graph.node('Where', [voiced, graph.scalar(0.1), graph.scalar(0)]);
  let excitation = graph.node('Mul', [graph.cast(sine, 'float32'), gain]);
  if (hasNoise) {
    const noiseGain = graph.node('Where', [voiced, graph.scalar(0.003), graph.scalar(0.1 / 3)]);
    const noise = graph.node('RandomNormalLike', [excitation]);
    excitation = graph.node('Add', [excitation, graph.node('Mul', [noise, noiseGain])]);
  }
  const mix = graph.node('Transpose', [stored(site, 'dec.m_source.l_linear.weight')], { perm: [1, 0] });
  const mixed = graph.node('MatMul', [excitation, mix]);
  const source = graph.node('Tanh', [graph.node('Add', [mixed, stored(site, 'dec.m_source.l_linear.bias')])]);
  return graph.node('Transpose', [source], { perm: [0, 2, 1] });
}

/** The same graph in half precision throughout, but for what is in double, as converters of exported models leave it. */
function inHalfPrecision(model: OnnxModel): OnnxModel {
  const typeOf = (type: ElementType) => (type === 'float32' ? 'float16' : type);
  const value = (given: OnnxValue): OnnxValue => ({ ...given, type: typeOf(given.type) });
  return {
    ...model,
    inputs: model.inputs.map(value),
    outputs: model.outputs.map(value),
    nodes: model.nodes.map((node) =>
      node.operator === 'Cast' && node.attributes['to'] === elementTypes.float32
        ? { ...node, attributes: { to: elementTypes.float16 } }
        : node,
    ),
    initializers: model.initializers.map((initializer): OnnxInitializer => {
      if (initializer.type !== 'float32') return initializer;
      const halves = () => {
        const values = initializer.read();
        if (!(values instanceof Float32Array)) throw new TypeError(`${initializer.name} is not a float32`);
        return Uint16Array.from(floatToHalf(values));
      };
      return { ...initializer, type: 'float16', read: halves };
    }),
  };
}
