import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatKeyName,
  formatKilohertz,
  formatPitchClass,
  formatRange,
  formatSigned,
  formatSize,
  shortHash,
  speakNote,
} from './format.ts';

describe('times', () => {
  it('read as minutes and seconds with the decimal sign of the language', () => {
    expect(formatClock(13.6, 'en', 2)).toBe('0:13.60');
    expect(formatClock(13.6, 'pt-BR', 2)).toBe('0:13,60');
    expect(formatClock(3725, 'en', 0)).toBe('1:02:05');
  });

  it('never show a second that has not come yet', () => {
    expect(formatClock(59.999, 'en', 2)).toBe('0:59.99');
    expect(formatClock(59.999, 'en', 0)).toBe('0:59');
  });

  it('never run backwards', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (at, by) => {
          const seconds = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
          expect(seconds(formatClock(at + by, 'en', 2))).toBeGreaterThanOrEqual(seconds(formatClock(at, 'en', 2)));
        },
      ),
    );
  });
});

describe('numbers', () => {
  it('carry a true minus, and a plus where it says a direction', () => {
    expect(formatSigned(-48, 'en')).toBe('−48');
    expect(formatSigned(-21.3, 'pt-BR', 1)).toBe('−21,3');
    expect(formatSigned(5, 'en', 0, { plus: true })).toBe('+5');
  });

  it('have no sign at nought, however it was reached', () => {
    expect(formatSigned(-0.001, 'en', 1, { plus: true })).toBe('0.0');
  });

  it('name rates in kHz', () => {
    expect(formatKilohertz(48_000, 'en')).toBe('48');
    expect(formatKilohertz(44_100, 'pt-BR')).toBe('44,1');
    expect(formatKilohertz(11_025, 'en')).toBe('11.025');
  });
});

describe('sizes and hashes', () => {
  it('are written with three digits at most, in the sign of the language', () => {
    expect([52_800_000, 121_300_000, 1_240_000_000, 4_300, 0].map((bytes) => formatSize(bytes, 'en'))).toEqual([
      '52.8 MB',
      '121 MB',
      '1.2 GB',
      '4 KB',
      '0 KB',
    ]);
    expect(formatSize(52_800_000, 'pt-BR')).toBe('52,8 MB');
    expect(formatSize(999_700, 'en')).toBe('1.0 MB');
  });

  it('a hash is told by its ends', () => {
    expect(shortHash(`9c41${'0'.repeat(56)}e07b`)).toBe('9c41…e07b');
  });
});

describe('notes and keys', () => {
  it('are written with a sharp sign and spoken with a word', () => {
    expect(formatRange(49, 57)).toBe('C♯3–A3');
    expect(speakNote(49, 'en')).toBe('C sharp 3');
    expect(speakNote(49, 'pt-BR')).toBe('Dó sustenido 3');
  });

  it('have their Brazilian names', () => {
    expect(formatKeyName('A minor', 'pt-BR')).toBe('Lá menor');
    expect(formatKeyName('C# major', 'en')).toBe('C♯ major');
    expect(formatPitchClass(11, 'pt-BR')).toBe('Si');
  });
});
