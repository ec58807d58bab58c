import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalFileName } from './fileName.ts';

const name = (base: string, suffix = '-Deep-1'): string => legalFileName({ base, suffix, extension: 'wav' });

describe('the name of an exported file', () => {
  it.each([
    ['interview', 'interview-Deep-1.wav'],
    ['日本語 ñ é #&() 🎤', '日本語 ñ é #&() 🎤-Deep-1.wav'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j-Deep-1.wav'],
    ['tab\tnew\nline\u0000', 'tab_new_line_-Deep-1.wav'],
    ['...hidden', 'hidden-Deep-1.wav'],
    ['e\u0301', '\u00e9-Deep-1.wav'],
    ['exe\u202egpj', 'exe_gpj-Deep-1.wav'],
    ['a\u061cb\u0085c\u2028d\ufeffe\ud800', 'a_b_c_d_e_-Deep-1.wav'],
    ['', 'take-Deep-1.wav'],
  ])('%j becomes %j', (base, expected) => {
    expect(name(base)).toBe(expected);
  });

  it.each([
    ['CON', '_CON.wav'],
    ['nul.backup', '_nul.backup.wav'],
    ['com1', '_com1.wav'],
    ['console', 'console.wav'],
    ['ends with dots...  ', 'ends with dots.wav'],
  ])('%j, which Windows keeps for itself or cuts, becomes %j', (base, expected) => {
    expect(name(base, '')).toBe(expected);
  });

  it('keeps voice and number of the take however long the recording’s name is', () => {
    expect(name('x'.repeat(300))).toBe(`${'x'.repeat(189)}-Deep-1.wav`);
  });

  it('cuts between what people see as characters', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(name(family.repeat(20))).toMatch(new RegExp(`^(?:${family})+-Deep-1\\.wav$`, 'u'));
  });

  it('leaves no space before the voice', () => {
    expect(name('! ')).toBe('!-Deep-1.wav');
  });

  it('keeps what stands before and after, and its count, as far as there is room', () => {
    const parts = { prefix: '2 - ', base: 'x'.repeat(300), suffix: ' (A minor)', extension: 'flac' };
    expect(legalFileName(parts, 3)).toBe(`2 - ${'x'.repeat(177)} (A minor) (3).flac`);
    const long = { prefix: '語'.repeat(60), base: 'b', suffix: '語'.repeat(120), extension: 'wav' };
    const names = [1, 2, 3].map((count) => legalFileName(long, count));
    expect(new Set(names).size).toBe(3);
    for (const made of names) expect(Buffer.byteLength(made)).toBeLessThanOrEqual(200);
  });

  it('is legal everywhere and at most 200 bytes for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (base) => {
        const made = name(base);
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(200);
        expect(made).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/);
        expect(made).toMatch(/[^\s.]-Deep-1\.wav$|^-Deep-1\.wav$/u);
      }),
    );
  });
});
