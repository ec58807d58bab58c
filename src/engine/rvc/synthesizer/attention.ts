import { linear, stored } from './layers.ts';
import type { Site } from './layers.ts';
import type { SynthesizerVoice } from './types.ts';

export type AttentionPlace = {
  readonly voice: SynthesizerVoice;
  readonly layer: number;
  /** (1), int64 */
  readonly frameCount: string;
};

/** Sizes along the way; `band` is 2 · window + 1 relative positions. */
type Sizes = { readonly heads: number; readonly width: number; readonly window: number; readonly frameCount: string };

/**
 * Self-attention with learned relative positions up to `window` frames away (Shaw et al. 2018), shared by the heads.
 * The band between relative and absolute positions is skewed by padding and reshaping, so the graph has no loop and takes
 * any number of frames.
 *
 * @param rows (T, hidden)
 */
export function attention(site: Site, place: AttentionPlace, rows: string): string {
  const { graph } = site;
  const name = `enc_p.encoder.attn_layers.${String(place.layer)}`;
  const heads = place.voice.headCount;
  const width = place.voice.hiddenChannels / heads;
  const window = (relativeRows(site, name) - 1) / 2;
  const sizes: Sizes = { heads, width, window, frameCount: place.frameCount };
  const split = (x: string, perm: readonly number[]) =>
    graph.node('Transpose', [graph.node('Reshape', [x, graph.integers([-1, heads, width])])], { perm });

  const scale = graph.scalar(1 / Math.sqrt(width));
  const q = graph.node('Mul', [split(linear(site, `${name}.conv_q`, rows), [1, 0, 2]), scale]); // (heads, T, width)
  const k = split(linear(site, `${name}.conv_k`, rows), [1, 2, 0]); // (heads, width, T)
  const v = split(linear(site, `${name}.conv_v`, rows), [1, 0, 2]); // (heads, T, width)

  const keys = graph.node('Transpose', [stored(site, `${name}.emb_rel_k`)], { perm: [0, 2, 1] }); // (1, width, band)
  const relative = toAbsolute(site, sizes, graph.node('MatMul', [q, keys])); // (heads, T, T)
  const scores = graph.node('Add', [graph.node('MatMul', [q, k]), relative]);
  const p = graph.node('Softmax', [scores], { axis: -1 });
  const near = graph.node('MatMul', [toRelative(site, sizes, p), stored(site, `${name}.emb_rel_v`)]);
  const mixed = graph.node('Add', [graph.node('MatMul', [p, v]), near]); // (heads, T, width)

  const joined = graph.node('Transpose', [mixed], { perm: [1, 0, 2] });
  return linear(
    site,
    `${name}.conv_o`,
    graph.node('Reshape', [joined, graph.integers([-1, place.voice.hiddenChannels])]),
  );
}

function relativeRows({ weights }: Site, name: string): number {
  const dims = weights.get(`${name}.emb_rel_k`)?.dims;
  if (!dims) throw new TypeError(`The voice has no ${name}.emb_rel_k`);
  return dims[1];
}

/** (heads, T, 2w+1) by distance → (heads, T, T) by place, 0 where further than w. */
function toAbsolute({ graph }: Site, { heads, window, frameCount }: Sizes, band: string): string {
  const zeros = graph.integers([0, 0, 0, 0, 0]);
  const padded = graph.node('Pad', [band, graph.node('Concat', [zeros, frameCount], { axis: 0 })]); // (heads, T, T+2w+1)
  const flat = graph.node('Reshape', [padded, graph.integers([heads, -1])]);
  const cut = graph.node('Slice', [flat, graph.integers([0]), graph.node('Neg', [frameCount]), graph.integers([1])]); // (heads, T·(T+2w))
  const rowsShape = graph.node('Concat', [graph.integers([heads]), frameCount, graph.integers([-1])], { axis: 0 });
  const skewed = graph.node('Reshape', [cut, rowsShape]); // (heads, T, T+2w)
  const end = graph.node('Add', [frameCount, graph.integers([window])]);
  return graph.node('Slice', [skewed, graph.integers([window]), end, graph.integers([2])]);
}

/** (heads, T, T) by place → (heads, T, 2w+1) by distance, 0 beyond the ends. */
function toRelative({ graph }: Site, { heads, window, frameCount }: Sizes, p: string): string {
  const padded = graph.node('Pad', [p, graph.integers([0, 0, window, 0, 0, window])]); // (heads, T, T+2w)
  const flat = graph.node('Reshape', [padded, graph.integers([heads, -1])]);
  const zeros = graph.integers([0, 0, 0]);
  const longer = graph.node('Pad', [flat, graph.node('Concat', [zeros, frameCount], { axis: 0 })]); // (heads, T·(T+2w+1))
  const rowsShape = graph.node('Concat', [graph.integers([heads]), frameCount, graph.integers([-1])], { axis: 0 });
  const skewed = graph.node('Reshape', [longer, rowsShape]); // (heads, T, T+2w+1)
  return graph.node('Slice', [skewed, graph.integers([0]), graph.integers([2 * window + 1]), graph.integers([2])]);
}
