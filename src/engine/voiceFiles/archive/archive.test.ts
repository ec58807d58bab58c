import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faissIndexBytes } from '../../../../tests/suites/faissIndex.ts';
import { smallOnnxVoice } from '../../../../tests/suites/smallOnnxVoice.ts';
import { zipBytes, type ZipPart } from '../../../../tests/suites/zipFile.ts';
import { byteTools } from '../../../adapters/voices/byteTools.ts';
import { AppError } from '../../../contract/errors.ts';
import { memorySource } from '../../bytes/memorySource.ts';
import { onnxBytes } from '../../onnx/writeOnnx.ts';
import { lookNearby } from './nearby.ts';
import { readVoiceArchive } from './readVoiceArchive.ts';
import type { MatchedFiles } from './types.ts';
import { nameLikeness, voiceNameIn } from './voiceNames.ts';

const fixture = (path: string) => new Uint8Array(readFileSync(`tests/fixtures/rvc/${path}`));
const v1Voice = fixture('voices/v1_nof0_40k/v1_nof0_40k.pth');
const v2Voice = fixture('voices/v2_f0_40k/v2_f0_40k.pth');
const index256 = fixture('index/idx256_sparse/added_IVF30_Flat_nprobe_1_idx256_sparse_v1.index');
const emptyIndex = fixture('index/refused/trained_IVF3_Flat_nprobe_1_x_v1.index');
const evil = fixture('broken/evil_os_system.pth');
const training = fixture('broken/training_checkpoint_G.pth');
const index768 = faissIndexBytes({
  width: 768,
  centres: [Array<number>(768).fill(0)],
  lists: [[{ id: 0, vector: Array<number>(768).fill(1) }]],
});
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
const text = (content: string) => new Uint8Array(Buffer.from(content));

function archive(...parts: (readonly [string, Uint8Array])[]): Uint8Array<ArrayBuffer> {
  return zipBytes(parts.map(([name, bytes]): ZipPart => ({ name, bytes, isDeflated: bytes.length % 2 === 0 })));
}

function read(...parts: (readonly [string, Uint8Array])[]): MatchedFiles {
  return readVoiceArchive(memorySource('voices.zip', archive(...parts)), byteTools);
}

function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Voice → its indexes, likeliest first. */
function pairsOf({ choices }: MatchedFiles): Record<string, string[]> {
  return Object.fromEntries(choices.map(({ file, indexes }) => [file.name, indexes.map((index) => index.file.name)]));
}

describe('an archive of one voice', () => {
  const matched = read(
    ['Mare Alta/mare-alta.pth', v2Voice],
    ['Mare Alta/added_IVF512_Flat_nprobe_1_mare-alta_v2.index', index768],
    ['Mare Alta/trained_IVF512_Flat_nprobe_1_mare-alta_v2.index', emptyIndex],
    ['Mare Alta/added_IVF30_Flat_nprobe_1_mare-alta_v1.index', index256],
    ['Mare Alta/README.txt', text('Recorded in Lisbon.\r\nRange E2-A4.')],
    ['Mare Alta/LICENSE', text('CC BY 4.0')],
    ['Mare Alta/cover.png', png],
    ['Mare Alta/G_2333.pth', training],
    ['Mare Alta/config.json', text('{"sample_rate": 40000}')],
    ['__MACOSX/Mare Alta/._mare-alta.pth', Uint8Array.of(0, 5, 22, 7)],
    ['Mare Alta/.DS_Store', Uint8Array.of(0, 0, 0, 1)],
  );

  it('is sorted by what its files are', () => {
    expect(matched.choices).toMatchObject([{ kind: 'weights', featureWidth: 768 }]);
    expect(matched.notes).toEqual([{ file: 'README.txt', text: 'Recorded in Lisbon.\r\nRange E2-A4.' }]);
    expect(matched.licence).toEqual({ file: 'LICENSE', text: 'CC BY 4.0' });
    expect(matched.pictures).toEqual(['cover.png']);
    expect(matched.ignored).toEqual(['config.json']);
    expect(matched.fileCount).toBe(9);
  });

  it('has the index of its width and name; others say why not', () => {
    expect(pairsOf(matched)).toEqual({
      'Mare Alta/mare-alta.pth': ['Mare Alta/added_IVF512_Flat_nprobe_1_mare-alta_v2.index'],
    });
    expect(matched.strayIndexes.map(({ featureWidth }) => featureWidth)).toEqual([256]);
    expect(matched.refused.map(({ file, error }) => [file, error.code, error.details])).toEqual([
      ['G_2333.pth', 'NOT_A_VOICE', { file: 'G_2333.pth', kind: 'training-generator' }],
      [
        'trained_IVF512_Flat_nprobe_1_mare-alta_v2.index',
        'VOICE_UNSUPPORTED',
        { file: 'trained_IVF512_Flat_nprobe_1_mare-alta_v2.index', feature: 'index-empty', item: '' },
      ],
    ]);
  });

  it('gives the files as they were packed', () => {
    const [choice] = matched.choices;
    const [index] = choice?.indexes ?? [];
    expect(choice?.file.open().read(0, v2Voice.length)).toEqual(v2Voice);
    expect(index?.file.open().read(0, index768.length)).toEqual(index768);
    expect(() => index?.file.check()).not.toThrow();
  });
});

describe('matching', () => {
  it('gives each of several voices its own index, by width and name, and offers both', () => {
    const matched = read(
      ['tiago.pth', v2Voice],
      ['marisol_e200_s4000.pth', v1Voice],
      ['marisol_v2.onnx', onnxBytes(smallOnnxVoice({ width: 768 }))],
      ['added_IVF1_Flat_nprobe_1_tiago_v2.index', index768],
      ['added_IVF1_Flat_nprobe_1_Marisol_v2.index', index768],
      ['added_IVF30_Flat_nprobe_1_marisol_v1.index', index256],
    );
    expect(pairsOf(matched)).toEqual({
      'tiago.pth': ['added_IVF1_Flat_nprobe_1_tiago_v2.index'],
      'marisol_e200_s4000.pth': ['added_IVF30_Flat_nprobe_1_marisol_v1.index'],
      'marisol_v2.onnx': ['added_IVF1_Flat_nprobe_1_Marisol_v2.index'],
    });
  });

  it('gives a single voice the single index of its width, whatever it is called', () => {
    expect(pairsOf(read(['a.pth', v2Voice], ['total_fea.index', index768], ['b.index', index256]))).toEqual({
      'a.pth': ['total_fea.index'],
    });
  });

  it('does not guess between voices that share no name with an index', () => {
    const matched = read(['anna.pth', v2Voice], ['bruno.pth', v2Voice], ['total_fea.index', index768]);
    expect(pairsOf(matched)).toEqual({ 'anna.pth': [], 'bruno.pth': [] });
    expect(matched.strayIndexes).toHaveLength(1);
  });

  it('goes by the folder where names say nothing', () => {
    const matched = read(['anna/model.pth', v2Voice], ['bruno/model.pth', v2Voice], ['bruno/total.index', index768]);
    expect(pairsOf(matched)).toEqual({ 'anna/model.pth': [], 'bruno/model.pth': ['bruno/total.index'] });
    expect(matched.choices[0]?.file.name, 'the one with an index comes first').toBe('bruno/model.pth');
  });

  it.each([
    ['added_IVF512_Flat_nprobe_1_mare-alta_v2.index', 'mare-alta'],
    ['trained_IVF3_Flat_nprobe_1_x_v1.index', 'x'],
    ['IVF2237_Flat_nprobe_1_Old Radio_v2.index', 'Old Radio'],
    ['voices/mare-alta_e200_s4000.pth', 'mare-alta'],
    ['mare-alta_200e_4000s.pth', 'mare-alta'],
    ['mare-alta_300e_6000s_best_epoch.pth', 'mare-alta'],
    ['Inês.index', 'Inês'],
  ])('the name of the voice in %s is %s', (file, name) => {
    expect(voiceNameIn(file)).toBe(name);
  });

  it('names are alike whatever their case, accents and marks, and short ones are not found inside others', () => {
    expect(nameLikeness('Inês_v2.pth', 'added_IVF9_Flat_nprobe_1_ines_v2.index')).toBe(3);
    expect(nameLikeness('INÊS.pth', 'added_IVF9_Flat_nprobe_1_inês_v2.index')).toBe(3);
    expect(nameLikeness('mare-alta-final.pth', 'Mare Alta.index')).toBe(2);
    expect(nameLikeness('al.pth', 'mare-alta.index')).toBe(0);
  });
});

describe('what is refused', () => {
  it('a file that would run something is named, and a good voice beside it can still be chosen', () => {
    const matched = read(['evil.pth', evil], ['good.pth', v2Voice]);
    expect(matched.choices.map(({ file }) => file.name)).toEqual(['good.pth']);
    expect(matched.refused).toMatchObject([{ file: 'evil.pth', error: { code: 'VOICE_FILE_UNSAFE' } }]);
  });

  it.each([
    ['only a file that would run something', [['evil.pth', evil]], 'VOICE_FILE_UNSAFE', { file: 'evil.pth' }],
    ['only a training checkpoint', [['G_1.pth', training]], 'NOT_A_VOICE', { kind: 'training-generator' }],
    [
      'only an archive in the archive',
      [['inner.zip', archive(['v.pth', v2Voice])]],
      'NOT_A_VOICE',
      { file: 'inner.zip', kind: 'archive' },
    ],
    ['only an index', [['a.index', index768]], 'NOT_A_VOICE', { file: 'voices.zip', kind: 'index' }],
    ['only pictures', [['a.png', png]], 'NOT_A_VOICE', { file: 'voices.zip', kind: 'archive' }],
    ['a path out of the archive', [['../../v.pth', v2Voice]], 'VOICE_FILE_UNSAFE', {}],
    ['a path from the root', [['/etc/v.pth', v2Voice]], 'VOICE_FILE_UNSAFE', {}],
    [
      'a bomb',
      [
        ['v.pth', v2Voice],
        ['big.txt', new Uint8Array(2 ** 26)],
      ],
      'VOICE_FILE_UNSAFE',
      {},
    ],
  ] as const)('%s', (_, parts, code, details) => {
    const error = errorOf(() => read(...parts));
    expect(error).toMatchObject({ code, details });
  });

  it('an archive inside is not opened, with a voice beside it', () => {
    const matched = read(['good.pth', v2Voice], ['more.zip', archive(['v.pth', v2Voice])]);
    expect(matched.refused).toMatchObject([{ file: 'more.zip', error: { details: { kind: 'archive' } } }]);
  });

  it('files made to cost time each are given up together', () => {
    const pickle = new Uint8Array(2 ** 20).fill('}'.charCodeAt(0));
    pickle.set([0x80, 2], 0);
    const costly = zipBytes([{ name: 'voice/data.pkl', bytes: pickle }]);
    const bytes = zipBytes([
      { name: 'a.pth', bytes: v1Voice },
      ...Array.from({ length: 100 }, (_, i) => ({ name: `b${String(i)}.pth`, bytes: costly })),
    ]);
    const before = process.cpuUsage();
    const { choices, refused } = readVoiceArchive(memorySource('voices.zip', bytes), byteTools);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, 'milliseconds of the processor').toBeLessThan(4000);
    expect(choices.map(({ file }) => file.name)).toEqual(['a.pth']);
    expect(refused).toHaveLength(100);
  });

  it('a thousand other files do not keep a voice from being found', () => {
    const others = Array.from(
      { length: 1000 },
      (_, at) => [`wavs/${String(at)}.dat`, Uint8Array.of(at % 256)] as const,
    );
    const matched = read(...others, ['voice.pth', v2Voice]);
    expect(matched.choices).toHaveLength(1);
    expect(matched.ignored.length + matched.refused.length).toBe(1000);
  });
});

describe('files of one folder', () => {
  it('are named for what they look like, voices first', () => {
    const files: [string, Uint8Array][] = [
      ['G_2333.pth', training],
      ['D_2333.pth', fixture('broken/training_checkpoint_D.pth')],
      ['mare-alta.pth', v2Voice],
      ['added_IVF512_Flat_nprobe_1_mare-alta_v2.index', index768],
      ['trained_IVF512_Flat_nprobe_1_mare-alta_v2.index', emptyIndex],
      ['all.zip', archive(['v.pth', v2Voice])],
      ['evil.pth', evil],
      ['empty.pth', new Uint8Array(0)],
      ['voice.onnx', onnxBytes(smallOnnxVoice())],
    ];
    const looks = lookNearby(
      files.map(([name, bytes]) => ({ name, sizeBytes: bytes.length, open: () => memorySource(name, bytes) })),
      byteTools,
    );
    expect(looks.map(({ name, looksLike, goesWith }) => [name, looksLike, goesWith])).toEqual([
      ['mare-alta.pth', 'voice', null],
      ['voice.onnx', 'voice', null],
      ['added_IVF512_Flat_nprobe_1_mare-alta_v2.index', 'index', 'mare-alta.pth'],
      ['all.zip', 'archive', null],
      ['D_2333.pth', 'training', null],
      ['G_2333.pth', 'training', null],
      ['empty.pth', 'other', null],
      ['evil.pth', 'other', null],
      ['trained_IVF512_Flat_nprobe_1_mare-alta_v2.index', 'other', null],
    ]);
  });
});
