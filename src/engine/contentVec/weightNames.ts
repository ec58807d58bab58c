import type { Weights } from '../weights/types.ts';

/*
 * ContentVec's weights go by two sets of names: those of fairseq, with which it was trained, and those of Hugging Face. Files
 * of third parties put a prefix before either. Here everything has fairseq's names.
 */
const prefix = /^(?:(?:hubert|model)\.)+/;

/** From Hugging Face's names to fairseq's; the first that fits is used. Older weight norm is named `weight_g`, `weight_v`. */
const renamings: readonly (readonly [RegExp, string])[] = [
  [/^(feature_extractor\.conv_layers\.\d+)\.conv\./, '$1.0.'],
  [/^(feature_extractor\.conv_layers\.\d+)\.layer_norm\./, '$1.2.'],
  [/^feature_projection\.layer_norm\./, 'layer_norm.'],
  [/^feature_projection\.projection\./, 'post_extract_proj.'],
  [/^encoder\.pos_conv(?:_embed\.conv|\.0)\.parametrizations\.weight\.original0$/, 'encoder.pos_conv.0.weight_g'],
  [/^encoder\.pos_conv(?:_embed\.conv|\.0)\.parametrizations\.weight\.original1$/, 'encoder.pos_conv.0.weight_v'],
  [/^encoder\.pos_conv_embed\.conv\./, 'encoder.pos_conv.0.'],
  [/^(encoder\.layers\.\d+)\.attention\./, '$1.self_attn.'],
  [/^(encoder\.layers\.\d+)\.layer_norm\./, '$1.self_attn_layer_norm.'],
  [/^(encoder\.layers\.\d+)\.feed_forward\.intermediate_dense\./, '$1.fc1.'],
  [/^(encoder\.layers\.\d+)\.feed_forward\.output_dense\./, '$1.fc2.'],
];

export function toFairseqName(name: string): string {
  const bare = name.replace(prefix, '');
  const renaming = renamings.find(([pattern]) => pattern.test(bare));
  return renaming ? bare.replace(...renaming) : bare;
}

/** The same weights under fairseq's names. */
export function withFairseqNames(weights: Weights): Weights {
  return new Map(Array.from(weights, ([name, weight]) => [toFairseqName(name), weight]));
}
