import { convolution, leakyRelu, linear, stored } from './layers.ts';
import type { Site } from './layers.ts';
import { attention } from './attention.ts';
import type { SynthesizerVoice } from './types.ts';

/** Mean and logarithm of the deviation of the latent, both (1, inter, T). */
export type LatentStatistics = { readonly mean: string; readonly logDeviation: string };

const normEpsilon = 1e-5;

/**
 * The text encoder: a post-norm transformer with relative positions over content features and pitch. Masks are left out:
 * every frame is real.
 *
 * @param phone (1, T, 256 | 768)
 * @param pitch (1, T) whole numbers 1 … 255 as float32; null for a voice without pitch
 */
export function textEncoder(
  site: Site,
  voice: SynthesizerVoice,
  phone: string,
  pitch: string | null,
): LatentStatistics {
  const { graph } = site;
  const frameCount = graph.node('Gather', [graph.node('Shape', [phone]), graph.integers([1])], { axis: 0 }); // (1)
  let x = embedded(site, voice, phone, pitch); // (T, hidden)
  for (let layer = 0; layer < voice.layerCount; layer++) {
    const prefix = `enc_p.encoder`;
    const attended = attention(site, { voice, layer, frameCount }, x);
    x = norm(site, `${prefix}.norm_layers_1.${String(layer)}`, graph.node('Add', [x, attended]));
    const fed = feedForward(site, `${prefix}.ffn_layers.${String(layer)}`, x);
    x = norm(site, `${prefix}.norm_layers_2.${String(layer)}`, graph.node('Add', [x, fed]));
  }
  const statistics = channelsFirst(site, linear(site, 'enc_p.proj', x)); // (1, 2·inter, T)
  const [mean, logDeviation] = graph.nodeWithOutputs('Split', [statistics], 2, { axis: 1 });
  return { mean, logDeviation };
}

/** (T, hidden) */
function embedded(site: Site, voice: SynthesizerVoice, phone: string, pitch: string | null): string {
  const { graph } = site;
  const rows = graph.node('Squeeze', [phone, graph.integers([0])]); // (T, width)
  let x = linear(site, 'enc_p.emb_phone', rows);
  if (pitch !== null) {
    const steps = graph.cast(graph.node('Squeeze', [pitch, graph.integers([0])]), 'int64'); // (T)
    x = graph.node('Add', [x, graph.node('Gather', [stored(site, 'enc_p.emb_pitch.weight'), steps], { axis: 0 })]);
  }
  return leakyRelu(site, graph.node('Mul', [x, graph.scalar(Math.sqrt(voice.hiddenChannels))]));
}

function feedForward(site: Site, name: string, rows: string): string {
  const wide = convolution(site, `${name}.conv_1`, channelsFirst(site, rows));
  return rowsFirst(site, convolution(site, `${name}.conv_2`, site.graph.node('Relu', [wide])));
}

function norm(site: Site, name: string, x: string): string {
  const gainAndShift = [stored(site, `${name}.gamma`), stored(site, `${name}.beta`)];
  return site.graph.node('LayerNormalization', [x, ...gainAndShift], { axis: -1, epsilon: { float: normEpsilon } });
}

/** (T, channels) → (1, channels, T) */
function channelsFirst({ graph }: Site, rows: string): string {
  return graph.node('Unsqueeze', [graph.node('Transpose', [rows], { perm: [1, 0] }), graph.integers([0])]);
}

/** (1, channels, T) → (T, channels) */
function rowsFirst({ graph }: Site, x: string): string {
  return graph.node('Transpose', [graph.node('Squeeze', [x, graph.integers([0])])], { perm: [1, 0] });
}
