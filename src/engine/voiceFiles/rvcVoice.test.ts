import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processorSec } from '../../../tests/suites/processorSec.ts';
import { TorchTensor, torchLegacy, torchZip, type TorchValue } from '../../../tests/suites/torchFile.ts';
import { smallestSize, voiceRoot } from '../../../tests/suites/voiceFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { readRvcVoice } from './rvcVoice.ts';
import type { RvcVoiceFile } from './types.ts';

const folder = 'tests/fixtures/rvc';
const read = (path: string): RvcVoiceFile =>
  readRvcVoice(memorySource(path.slice(path.lastIndexOf('/') + 1), readFileSync(`${folder}/${path}`)), byteTools);
const readRoot = (root: TorchValue): RvcVoiceFile => readRvcVoice(memorySource('a.pth', torchZip(root)), byteTools);
const refusal = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return 'not refused';
};
const damaged = (reason: string, item?: string) => ({
  code: 'VOICE_FILE_DAMAGED',
  details: item === undefined ? { reason } : { reason, item },
});

/** What becomes of each file of the golden folder `broken`: a voice, or one refusal. */
const outcomes: Readonly<Record<string, 'voice' | object>> = {
  'good.pth': 'voice',
  'legacy_format.pth': 'voice',
  'fp32_weights.pth': 'voice',
  'bf16_weights.pth': 'voice',
  'strided_and_offset.pth': 'voice',
  'parameters_ordereddict.pth': 'voice',
  'cuda_location.pth': 'voice',
  'deflated.pth': 'voice',
  'proto_keys.pth': 'voice',
  'no_version_no_f0.pth': 'voice',
  'truncated_half.pth': damaged('cut-off'),
  'truncated_tail.pth': damaged('cut-off'),
  'empty.pth': { code: 'NOT_A_VOICE', details: { kind: 'empty' } },
  'html.pth': { code: 'NOT_A_VOICE', details: { kind: 'web-page' } },
  'evil_os_system.pth': { code: 'VOICE_FILE_UNSAFE', details: { item: 'posix.system' } },
  'evil_eval.pth': { code: 'VOICE_FILE_UNSAFE', details: { item: '__builtin__.eval' } },
  'evil_getattr.pth': { code: 'VOICE_FILE_UNSAFE', details: { item: '__builtin__.getattr' } },
  'evil_nested_pickle.pth': { code: 'VOICE_FILE_UNSAFE', details: { item: 'pickle.loads' } },
  'pickle_global_only.pth': { code: 'VOICE_FILE_UNSAFE', details: { item: 'os.system' } },
  'pickle_stack_global.pth': { code: 'VOICE_FILE_UNSAFE', details: { item: 'posix.system' } },
  'zip_bomb.pth': { code: 'VOICE_FILE_UNSAFE' },
  'zip_slip.pth': { code: 'VOICE_FILE_UNSAFE', details: { item: '../../evil.txt' } },
  'missing_one_tensor.pth': damaged('missing-weights', 'flow.flows.2.enc.in_layers.1.weight_v'),
  'missing_weight.pth': damaged('missing-weights', 'weight'),
  'missing_config.pth': damaged('missing-config', 'config'),
  'wrong_version.pth': damaged('version', 'v9'),
  'nan_weight.pth': damaged('not-a-number', 'dec.conv_pre.weight'),
  'inf_weight.pth': damaged('not-a-number', 'dec.conv_pre.weight'),
  'wrong_shape.pth': damaged('shape', 'dec.conv_pre.weight [16, 3, 7]'),
  'bad_config.pth': damaged('shape', 'upsample_rates'),
  'huge_config.pth': damaged('shape', 'upsample_rates'),
  'training_checkpoint_G.pth': { code: 'NOT_A_VOICE', details: { kind: 'training-generator' } },
  'training_checkpoint_D.pth': { code: 'NOT_A_VOICE', details: { kind: 'training-discriminator' } },
  'missing_storage.pth': damaged('missing-part', 'data/5'),
  'short_storage.pth': damaged('size-disagrees', 'data/3'),
  'bad_crc.pth': damaged('checksum', 'good/data/3'),
  'zip_huge_size_header.pth': damaged('too-large'),
  'pickle_deep_marks.pth': damaged('too-deep'),
  'pickle_billion_laughs.pth': { code: 'NOT_A_VOICE', details: { kind: 'unknown' } },
  'pickle_self_reference.pth': { code: 'NOT_A_VOICE', details: { kind: 'unknown' } },
  'pickle_string_length.pth': damaged('too-large'),
  'pickle_long1_short.pth': damaged('too-large'),
};
type Expectation = { readonly file: string; readonly expect: 'load' | 'reject' | 'load-or-reject' };
const expectations = JSON.parse(readFileSync(`${folder}/broken/expectations.json`, 'utf8')) as readonly Expectation[];

describe('the golden broken files', () => {
  it('all have an outcome, and it is one that is expected', () => {
    expect(Object.keys(outcomes).toSorted()).toEqual(expectations.map(({ file }) => file).toSorted());
    for (const { file, expect: expected } of expectations) {
      const outcome = outcomes[file] === 'voice' ? 'load' : 'reject';
      expect(expected.split('-or-'), file).toContain(outcome);
    }
  });

  it.each(Object.entries(outcomes))('%s is a voice or refused with its reason', (file, outcome) => {
    const takenSec = processorSec(() => {
      if (outcome === 'voice') expect(read(`broken/${file}`)).toMatchObject({ version: 'v2', sampleRate: 40_000 });
      else expect(refusal(() => read(`broken/${file}`))).toMatchObject(outcome);
    });
    expect(takenSec, 'quickly').toBeLessThan(2);
  });

  // bfloat16 has 8 significant bits.
  const tolerances = { 'bf16_weights.pth': 2 ** -8 } as Readonly<Record<string, number>>;
  const unusual = Object.keys(outcomes).filter((file) => outcomes[file] === 'voice' && file !== 'good.pth');
  it.each(unusual)('%s holds the numbers of good.pth', (file) => {
    const good = read('broken/good.pth').weights;
    const weights = read(`broken/${file}`).weights;
    for (const [name, weight] of good) {
      const expected = weight.readFloats();
      const found = weights.get(name)?.readFloats() ?? new Float32Array(0);
      expect(found.length, name).toBe(expected.length);
      const worst = expected.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (found[i] ?? NaN)) / (Math.abs(value) || 1)),
        0,
      );
      expect(worst, name).toBeLessThanOrEqual(tolerances[file] ?? 0);
    }
  });
});

describe('a golden voice', () => {
  it.each([
    [
      'v1_f0_40k',
      { version: 'v1', hasPitch: true, sampleRate: 40_000, speakerCount: 3, upsampleRates: [10, 10, 2, 2] },
    ],
    ['v1_f0_48k', { version: 'v1', hasPitch: true, sampleRate: 48_000, upsampleKernels: [16, 16, 4, 4, 4] }],
    ['v1_nof0_40k', { version: 'v1', hasPitch: false, sampleRate: 40_000, storedType: 'float16' }],
    [
      'v2_f0_40k',
      {
        version: 'v2',
        hasPitch: true,
        vocoder: 'hifi-gan',
        embedderModel: null,
        info: { epochs: 200, note: '200epoch' },
      },
    ],
    ['v2_f0_40k_multispeaker', { version: 'v2', speakerCount: 109, ginChannels: 16, headCount: 2, layerCount: 2 }],
    ['applio_v2_40k_parametrizations', { version: 'v2', vocoder: 'hifi-gan', embedderModel: 'contentvec' }],
    [
      'applio_v2_48k_mrf',
      { vocoder: 'mrf-hifi-gan', sampleRate: 48_000, info: { epochs: 300, steps: 12_345, author: 'nobody' } },
    ],
  ])('%s is read', (name, expected) => {
    expect(read(`voices/${name}/${name}.pth`)).toMatchObject(expected);
  });

  it('of a vocoder that is not built in is refused by its name', () => {
    expect(refusal(() => read('voices/applio_v2_40k_refinegan/applio_v2_40k_refinegan.pth'))).toMatchObject({
      code: 'VOICE_UNSUPPORTED',
      details: { feature: 'vocoder', item: 'RefineGAN' },
    });
  });
});

type Root = ReturnType<typeof voiceRoot>;
type Tensors = Map<string, TorchTensor>;
function changed(change: (root: Root, weights: Tensors, config: TorchValue[]) => void): Root {
  const root = voiceRoot();
  change(root, root.get('weight') as Tensors, root.get('config') as TorchValue[]);
  return root;
}
const zeros = (...dims: number[]): TorchTensor => {
  const elementCount = dims.reduce((product, size) => product * size, 1);
  const key = `zeros${dims.join('x')}`;
  return new TorchTensor(
    { key, storageClass: 'HalfStorage', elementCount, bytes: new Uint8Array(2 * elementCount) },
    dims,
  );
};

describe('a voice', () => {
  it('is the same in both layouts', () => {
    const { featureWidth: _width, ...sizes } = smallestSize;
    const zip = readRoot(voiceRoot());
    const legacy = readRvcVoice(memorySource('a.pth', torchLegacy(voiceRoot())), byteTools);
    expect(zip).toMatchObject({ ...sizes, version: 'v1', hasPitch: true, speakerCount: 2 });
    expect({ ...legacy, weights: null }).toEqual({ ...zip, weights: null });
  });

  it('needs no training weights, and loses them', () => {
    const voice = readRoot(changed((_, weights) => weights.set('enc_q.pre.weight', zeros(4, 4, 1))));
    expect(voice.weights.has('enc_q.pre.weight')).toBe(false);
  });

  it('may have the mark of parallel training before every name', () => {
    const root = voiceRoot();
    const names = [...(root.get('weight') as Tensors)].map(([name, tensor]): [string, TorchTensor] => [
      `module.${name}`,
      tensor,
    ]);
    expect(readRoot(root.set('weight', new Map(names))).weights.has('emb_g.weight')).toBe(true);
  });

  it('may have its weights fused', () => {
    const root = changed((_, weights) => {
      const direction = weights.get('dec.ups.0.weight_v');
      if (direction === undefined) throw new Error('the voice has no dec.ups.0');
      weights.set('dec.ups.0.weight', direction);
      weights.delete('dec.ups.0.weight_v');
      weights.delete('dec.ups.0.weight_g');
    });
    expect(readRoot(root).weights.has('dec.ups.0.weight')).toBe(true);
  });

  it('is what its weights say, when the description says otherwise', () => {
    const root = changed((root_) => root_.set('version', 'v2').set('f0', 0));
    expect(readRoot(root)).toMatchObject({ version: 'v1', hasPitch: true });
    expect(readRoot(changed((root_) => root_.delete('version')))).toMatchObject({ version: 'v1' });
  });

  it('keeps what it says about itself within bounds', () => {
    const root = changed((root_) => root_.set('author', `a\u0000\u202e${'b'.repeat(500)}`).set('epoch', -1));
    expect(readRoot(root).info).toEqual({ author: `a ${'b'.repeat(198)}`, note: '200epoch', epochs: 200 });
  });

  it.each([
    ['a length of another shape', 'dec.ups.0.weight_g', zeros(8, 2, 1), damaged('shape')],
    ['a pitch table of another size', 'enc_p.emb_pitch.weight', zeros(128, 4), damaged('shape')],
    ['content features of another width', 'enc_p.emb_phone.weight', zeros(4, 512), damaged('shape')],
    ['no speakers', 'emb_g.weight', zeros(0, 4), damaged('shape')],
  ])('with %s is refused', (_, name, tensor, expected) => {
    const root = changed((_root, weights) => weights.set(name, tensor));
    expect(refusal(() => readRoot(root))).toMatchObject(expected);
  });

  it.each([
    ['enc_p.emb_pitch.weight'],
    ['dec.m_source.l_linear.weight'],
    ['dec.noise_convs.1.bias'],
    ['dec.resblocks.5.convs2.2.weight_g'],
    ['enc_p.encoder.attn_layers.0.emb_rel_v'],
    ['flow.flows.6.enc.cond_layer.weight_v'],
    ['emb_g.weight'],
  ])('without %s is refused by its name', (name) => {
    expect(refusal(() => readRoot(changed((_, weights) => weights.delete(name))))).toMatchObject(
      damaged('missing-weights', name),
    );
  });

  it.each([
    [2, 5, 'inter_channels'],
    [3, 'x', 'hidden_channels'],
    [5, 3, 'n_heads'],
    [6, 1e9, 'n_layers'],
    [7, 0, 'kernel_size'],
    [10, [3, 7, 12], 'resblock_kernel_sizes'],
    [11, [[1]], 'resblock_dilation_sizes'],
    [11, [[1], [1, -3], [1]], 'resblock_dilation_sizes'],
    [12, [8, 1_000_000], 'upsample_rates'],
    [12, [8, 11], 'upsample_rates'],
    [13, 7, 'upsample_initial_channel'],
    [14, [15, 20], 'upsample_kernel_sizes'],
    [14, [16, 20, 4], 'upsample_kernel_sizes'],
    [17, 8050.5, 'sampling_rate'],
  ] as const)('whose config says %j at %i is refused', (position, value, item) => {
    const root = changed((_, __, config) => {
      config[position] = structuredClone(value) as TorchValue;
    });
    expect(refusal(() => readRoot(root))).toMatchObject(damaged('shape', item));
  });
});
