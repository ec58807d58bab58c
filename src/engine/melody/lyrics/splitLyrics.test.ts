import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorSec } from '../../../../tests/suites/processorSec.ts';
import { splitLyrics } from './splitLyrics.ts';

const split = (text: string) => splitLyrics(text).join(' ');

describe('lyrics in English', () => {
  it.each([
    ['Hello, world!', 'Hel- lo world'],
    ['When the sunlight strikes raindrops in the air,', 'When the sun- light strikes rain- drops in the air'],
    ['they act as a prism and form a rainbow.', 'they act as a prism and form a rain- bow'],
    ['I loved and wanted you', 'I loved and wan- ted you'],
    ['beautiful people going away', 'beau- ti- ful peo- ple go- ing a- way'],
    ['she walked, grabbed and kicked a hundred', 'she walked grabbed and kicked a hun- dred'],
    ["don't you know the little idea", "don't you know the lit- tle i- de- a"],
    ['yesterday, tomorrow — always', 'yes- ter- day to- mor- row al- ways'],
    ['[Chorus] la la la', 'la la la'],
  ])('%s', (text, syllables) => {
    expect(split(text)).toBe(syllables);
  });
});

describe('lyrics in Portuguese', () => {
  it.each([
    ['coração saudade', 'co- ra- ção sau- da- de'],
    ['Eu não sei dizer-te adeus', 'Eu não sei di- zer- te a- deus'],
    ['a história da água', 'a his- tó- ria da á- gua'],
    ['a rainha ainda viu a raiz ruim', 'a ra- i- nha a- in- da viu a ra- iz ru- im'],
    ['minha rua, meu pai, o céu', 'mi- nha ru- a meu pai o céu'],
    ['quando a guerra é linguiça', 'quan- do a guer- ra é lin- gui- ça'],
    ['o advogado no carro com a chuva', 'o ad- vo- ga- do no car- ro com a chu- va'],
    ['poeta, saúde e voo', 'po- e- ta sa- ú- de e vo- o'],
    ['transporte o pneu dos corações', 'trans- por- te o pneu dos co- ra- ções'],
  ])('%s', (text, syllables) => {
    expect(split(text)).toBe(syllables);
  });
});

describe('lyrics with hyphens', () => {
  it('are split where they say and nowhere else', () => {
    expect(splitLyrics('ev-ery beau-tiful')).toEqual(['ev-', 'ery', 'beau-', 'tiful']);
  });

  it('apart, as scores have them, are read again as they are', () => {
    expect(splitLyrics('hel- lo ev- ery- one')).toEqual(['hel-', 'lo', 'ev-', 'ery-', 'one']);
  });
});

it('no letter is lost, added or moved, and only whole words end without a hyphen', () => {
  const letters = fc.stringMatching(/^[a-zãçéíóú]{1,14}$/);
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 12 }), (words) => {
      const syllables = splitLyrics(words.join(' '));
      expect(syllables.join('').replaceAll('-', '')).toBe(words.join(''));
      expect(syllables.filter((syllable) => !syllable.endsWith('-'))).toHaveLength(words.length);
    }),
  );
});

it('any text gives syllables with something to sing in each', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      for (const syllable of splitLyrics(text)) expect(syllable).toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});

it('as much text as may be typed is split at once, whatever it is', () => {
  const long = 20_000;
  const takenSec = processorSec(() => {
    for (const part of ['a', 'io', '!', '-', '[', 'é', 'a-', "o'", 'qu', 'ção']) {
      splitLyrics(`não a${part.repeat(long / part.length)}a`);
      splitLyrics(`the a${part.repeat(long / part.length)}a`);
    }
  });
  // It was 2 s for one of them.
  expect(takenSec).toBeLessThan(2);
});
