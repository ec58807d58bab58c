import { describe, expect, it } from 'vitest';
import { groupFiles, sortOf } from './fileSorts.ts';

const files = (...names: string[]): { name: string }[] => names.map((name) => ({ name }));
const pairs = (...names: string[]): string[] =>
  groupFiles(files(...names)).voices.map(({ file, index }) => `${file.name} + ${index?.name ?? 'none'}`);

describe('a file that was brought', () => {
  it.each([
    ['Maré Alta.pth', 'voice'],
    ['voice.ONNX', 'voice'],
    ['mare-alta.zip', 'voice'],
    ['added_IVF512.index', 'index'],
    ['rmvpe.pt', 'model'],
    ['pytorch_model.bin', 'model'],
    ['tune.MID', 'melody'],
    ['score.musicxml', 'melody'],
    ['score.mxl', 'melody'],
    ['spoken.m4a', 'recording'],
    ['notes.txt', 'unknown'],
    ['README', 'unknown'],
    ['voice.pth.crdownload', 'unknown'],
  ] as const)('%s is first taken for %s', (name, sort) => {
    expect(sortOf(name)).toBe(sort);
  });

  it('an index goes with the voice it is named after', () => {
    expect(pairs('ana.pth', 'bia.pth', 'added_IVF9_bia_v2.index', 'added_IVF9_ana_v2.index')).toEqual([
      'ana.pth + added_IVF9_ana_v2.index',
      'bia.pth + added_IVF9_bia_v2.index',
    ]);
    expect(pairs('Maré Alta.pth', 'added_mare.index')).toEqual(['Maré Alta.pth + added_mare.index']);
    expect(pairs('ana.pth', 'bia.pth', 'other.index')).toEqual(['ana.pth + none', 'bia.pth + none']);
  });

  it('an index alone is asked about as a voice, a recording never is', () => {
    expect(pairs('added_IVF9.index')).toEqual(['added_IVF9.index + none']);
    expect(groupFiles(files('a.wav', 'README', 'rmvpe.pt', 'tune.mid'))).toEqual({
      voices: [],
      models: files('rmvpe.pt'),
      melodies: files('tune.mid'),
      recordings: files('a.wav', 'README'),
    });
  });
});
