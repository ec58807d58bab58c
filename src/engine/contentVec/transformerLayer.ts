import type { ContentVecGraph, Rows } from './contentVecGraph.ts';

export function layerName(layer: number): string {
  return `encoder.layers.${String(layer)}`;
}

/** One layer of the encoder, norms after the sums: attention over all frames, then two linear layers with GELU between. */
export function addTransformerLayer(graph: ContentVecGraph, x: Rows, layer: number, headCount: number): Rows {
  const { builder } = graph;
  const name = layerName(layer);
  const attended = addAttention(graph, x, `${name}.self_attn`, headCount);
  const sum = builder.node('Add', [x.value, attended.value]);
  const middle = graph.layerNorm({ value: sum, width: x.width }, `${name}.self_attn_layer_norm`);
  const wide = graph.linear(middle, `${name}.fc1`);
  const narrow = graph.linear({ value: graph.gelu(wide.value), width: wide.width }, `${name}.fc2`);
  if (narrow.width !== x.width) throw graph.weights.wrongFile(`${name}.fc2 is ${String(narrow.width)} wide`);
  const total = builder.node('Add', [middle.value, narrow.value]);
  return graph.layerNorm({ value: total, width: x.width }, `${name}.final_layer_norm`);
}

function addAttention(graph: ContentVecGraph, x: Rows, name: string, headCount: number): Rows {
  const { builder } = graph;
  const headWidth = x.width / headCount;
  const inHeads = (part: string, perm: readonly number[], factor?: number): string => {
    const rows = graph.linear(x, `${name}.${part}`, factor);
    if (rows.width !== x.width) throw graph.weights.wrongFile(`${name}.${part} is ${String(rows.width)} wide`);
    const split = builder.node('Reshape', [rows.value, builder.integers([-1, headCount, headWidth])]);
    return builder.node('Transpose', [split], { perm });
  };
  const query = inHeads('q_proj', [1, 0, 2], 1 / Math.sqrt(headWidth)); // [heads, frames, headWidth]
  const key = inHeads('k_proj', [1, 2, 0]); // [heads, headWidth, frames]
  const value = inHeads('v_proj', [1, 0, 2]);
  const shares = builder.node('Softmax', [builder.node('MatMul', [query, key])], { axis: -1 });
  const mixed = builder.node('Transpose', [builder.node('MatMul', [shares, value])], { perm: [1, 0, 2] });
  const rows = builder.node('Reshape', [mixed, builder.integers([-1, x.width])]);
  return graph.linear({ value: rows, width: x.width }, `${name}.out_proj`);
}
