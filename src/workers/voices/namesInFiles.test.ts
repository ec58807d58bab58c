import { describe, expect, it } from 'vitest';
import { rangeIn, suggestedName } from './namesInFiles.ts';

describe('the name a voice is offered', () => {
  it.each([
    [['mare-alta.pth'], 'Mare Alta'],
    [['Vó Lurdes.pth'], 'Vó Lurdes'],
    [['tiago_rocha_e200_s4000.pth'], 'Tiago Rocha'],
    [['DJ_Kurt_v2.pth'], 'DJ Kurt'],
    [['model.pth', 'ines.zip'], 'Ines'],
    [[null, 'weights.pth', 'old radio tenor.zip'], 'Old Radio Tenor'],
    [['日本語.pth'], '日本語'],
    [['\u202eevil\u0000.pth'], 'Evil'],
    [['.pth'], 'RVC'],
    [['model.pth'], 'Model'],
  ])('from %j is %s', (names, wanted) => {
    expect(suggestedName(names)).toBe(wanted);
  });

  it('is never longer than a name may be', () => {
    expect(suggestedName([`${'a'.repeat(500)}.pth`])).toHaveLength(120);
  });
});

describe('a range in a text', () => {
  it.each([
    ['added_IVF512_Flat_nprobe_1_ines_E2-A4_v2.index', [40, 69]],
    ['sings C#3 to G4, softly', [49, 67]],
    ['range: Bb2 – F4', [46, 65]],
    ['A2_F4', [45, 65]],
    ['canta de A2 até F4', [45, 65]],
  ])('%s is found', (text, range) => {
    expect(rangeIn(text)).toEqual(range);
  });

  it.each(['', 'v2-A1', 'MODEL2-B4x9', 'C4-D4', 'G4-C2', 'C-1-C9', 'E200-A400', '200epoch'])(
    'in %j there is none',
    (text) => {
      expect(rangeIn(text)).toBeNull();
    },
  );
});
