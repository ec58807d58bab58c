import type { RvcSizes, Vocoder } from './types.ts';

/** A tensor that a voice must have. A null in the shape is a size that the weights themselves decide. */
export type ExpectedWeight = {
  readonly name: string;
  readonly dims: readonly (number | null)[];
  /** May lie as direction and length: `weight_v`, `weight_g`. */
  readonly isNormed: boolean;
};

export type RvcKind = RvcSizes & {
  readonly vocoder: Vocoder;
  readonly hasPitch: boolean;
  /** Width of the content features. */
  readonly contentWidth: number;
};

/** Reach of the relative positions in the attention, frames to each side. */
const RELATIVE_REACH = 10;
/** Rows of the table of coarse pitches. */
const COARSE_PITCHES = 256;
const FLOW_LAYERS = [0, 2, 4, 6] as const;
const FLOW_CONVOLUTIONS = [0, 1, 2] as const;
const FLOW_KERNEL = 5;
const OUTER_KERNEL = 7;
/** Fundamental and 8 overtones. */
const MRF_COMPONENTS = 9;

type Dims = ExpectedWeight['dims'];

function plain(name: string, ...dims: Dims): ExpectedWeight {
  return { name, dims, isNormed: false };
}

/** Weight and bias of a convolution or a linear layer. @param dims out first */
function layer(name: string, ...dims: Dims): ExpectedWeight[] {
  return [plain(`${name}.weight`, ...dims), plain(`${name}.bias`, dims[0] ?? null)];
}

function normed(name: string, biasSize: number, ...dims: Dims): ExpectedWeight[] {
  return [{ name: `${name}.weight`, dims, isNormed: true }, plain(`${name}.bias`, biasSize)];
}

/** Every tensor of the inference path and its shape (docs: names as the training programs write them). */
export function expectedWeights(kind: RvcKind): ExpectedWeight[] {
  return [...textEncoder(kind), ...flow(kind), ...decoder(kind), plain('emb_g.weight', null, kind.ginChannels)];
}

function textEncoder(kind: RvcKind): ExpectedWeight[] {
  const { hiddenChannels: hidden, filterChannels: filter, kernelSize, headCount, interChannels } = kind;
  const relative = [1, 2 * RELATIVE_REACH + 1, hidden / headCount] as const;
  const layers = Array.from({ length: kind.layerCount }, (_, i) => [
    ...['q', 'k', 'v', 'o'].flatMap((part) =>
      layer(`enc_p.encoder.attn_layers.${String(i)}.conv_${part}`, hidden, hidden, 1),
    ),
    plain(`enc_p.encoder.attn_layers.${String(i)}.emb_rel_k`, ...relative),
    plain(`enc_p.encoder.attn_layers.${String(i)}.emb_rel_v`, ...relative),
    ...['norm_layers_1', 'norm_layers_2'].flatMap((norm) => [
      plain(`enc_p.encoder.${norm}.${String(i)}.gamma`, hidden),
      plain(`enc_p.encoder.${norm}.${String(i)}.beta`, hidden),
    ]),
    ...layer(`enc_p.encoder.ffn_layers.${String(i)}.conv_1`, filter, hidden, kernelSize),
    ...layer(`enc_p.encoder.ffn_layers.${String(i)}.conv_2`, hidden, filter, kernelSize),
  ]);
  return [
    ...layer('enc_p.emb_phone', hidden, kind.contentWidth),
    ...(kind.hasPitch ? [plain('enc_p.emb_pitch.weight', COARSE_PITCHES, hidden)] : []),
    ...layers.flat(),
    ...layer('enc_p.proj', 2 * interChannels, hidden, 1),
  ];
}

function flow({ interChannels, hiddenChannels: hidden, ginChannels }: RvcKind): ExpectedWeight[] {
  const half = interChannels / 2;
  const lastConvolution = FLOW_CONVOLUTIONS.length - 1;
  const condition = 2 * hidden * FLOW_CONVOLUTIONS.length;
  return FLOW_LAYERS.flatMap((j) => {
    const name = `flow.flows.${String(j)}`;
    return [
      ...layer(`${name}.pre`, hidden, half, 1),
      ...normed(`${name}.enc.cond_layer`, condition, condition, ginChannels, 1),
      ...FLOW_CONVOLUTIONS.flatMap((i) => {
        const residual = i < lastConvolution ? 2 * hidden : hidden;
        return [
          ...normed(`${name}.enc.in_layers.${String(i)}`, 2 * hidden, 2 * hidden, hidden, FLOW_KERNEL),
          ...normed(`${name}.enc.res_skip_layers.${String(i)}`, residual, residual, hidden, 1),
        ];
      }),
      ...layer(`${name}.post`, half, hidden, 1),
    ];
  });
}

function decoder(kind: RvcKind): ExpectedWeight[] {
  const { upsampleRates, upsampleKernels, upsampleInitialChannels: initial, interChannels, ginChannels } = kind;
  const isMrf = kind.vocoder === 'mrf-hifi-gan';
  const channelsAfter = (stage: number): number => initial / 2 ** stage;
  const stages = upsampleRates.flatMap((_, stage) => [
    ...normed(
      `dec.${isMrf ? 'upsamples' : 'ups'}.${String(stage)}`,
      channelsAfter(stage + 1),
      // A transposed convolution has its inputs first.
      channelsAfter(stage),
      channelsAfter(stage + 1),
      upsampleKernels[stage],
    ),
    ...(kind.hasPitch
      ? layer(`dec.noise_convs.${String(stage)}`, channelsAfter(stage + 1), 1, sourceKernel(upsampleRates, stage))
      : []),
    ...(isMrf ? mrfBlocks(kind, stage, channelsAfter(stage + 1)) : resblocks(kind, stage, channelsAfter(stage + 1))),
  ]);
  const last = channelsAfter(upsampleRates.length);
  const ends = isMrf
    ? [
        ...normed('dec.conv_pre', initial, initial, interChannels, OUTER_KERNEL),
        ...normed('dec.conv_post', 1, 1, last, OUTER_KERNEL),
      ]
    : [
        ...layer('dec.conv_pre', initial, interChannels, OUTER_KERNEL),
        plain('dec.conv_post.weight', 1, last, OUTER_KERNEL),
      ];
  const source = kind.hasPitch ? layer('dec.m_source.l_linear', 1, isMrf ? MRF_COMPONENTS : 1) : [];
  return [...ends, ...layer('dec.cond', initial, ginChannels, 1), ...source, ...stages];
}

/** The harmonic source is brought to the rate of each stage; one with nothing left to do has kernel 1. */
function sourceKernel(upsampleRates: readonly number[], stage: number): number {
  const stride = upsampleRates.slice(stage + 1).reduce((product, rate) => product * rate, 1);
  return stride === 1 ? 1 : 2 * stride - (stride % 2);
}

function resblocks({ resblockKernels, resblockDilations }: RvcKind, stage: number, channels: number): ExpectedWeight[] {
  return resblockKernels.flatMap((kernel, i) => {
    const block = `dec.resblocks.${String(stage * resblockKernels.length + i)}`;
    return resblockDilations[i].flatMap((_, c) => [
      ...normed(`${block}.convs1.${String(c)}`, channels, channels, channels, kernel),
      ...normed(`${block}.convs2.${String(c)}`, channels, channels, channels, kernel),
    ]);
  });
}

function mrfBlocks({ resblockKernels, resblockDilations }: RvcKind, stage: number, channels: number): ExpectedWeight[] {
  return resblockKernels.flatMap((kernel, i) =>
    resblockDilations[i].flatMap((_, c) => {
      const name = `dec.mrfs.${String(stage)}.${String(i)}.layers.${String(c)}`;
      return [
        ...normed(`${name}.conv1`, channels, channels, channels, kernel),
        ...normed(`${name}.conv2`, channels, channels, channels, kernel),
      ];
    }),
  );
}
