import { describe, expect, it } from 'vitest';
import type { ErrorEnvelope } from '../errors.ts';
import { languages } from '../language.ts';
import { melodyDamages } from '../melodies.ts';
import { planFaults } from '../melody/planFaults.ts';
import { presetFaults } from '../presets.ts';
import { errorText } from './errorTexts.ts';
import { noticeText } from './noticeTexts.ts';

const file = 'canção.mid';
const envelopes: ErrorEnvelope[] = [
  ...melodyDamages.flatMap((reason) =>
    ['', 'bar 12'].map((item): ErrorEnvelope => ({ code: 'MELODY_DAMAGED', details: { file, reason, item } })),
  ),
  ...planFaults.map((reason): ErrorEnvelope => ({
    code: 'PLAN_INVALID',
    details: { file, path: 'notes[3].startSec', reason },
  })),
  ...['picture', 'sound', 'archive', 'web-page', 'unknown'].map((kind): ErrorEnvelope => ({
    code: 'NOT_A_MELODY',
    details: { file, kind },
  })),
  { code: 'MELODY_TOO_LONG', details: { file, what: 'notes', found: 25_000, limit: 20_000 } },
  { code: 'MELODY_TOO_LONG', details: { file, what: 'length', found: 18_000, limit: 14_400 } },
  { code: 'MELODY_TRACK_UNKNOWN', details: { file, track: 7, known: '0, 2' } },
];
const presetEnvelopes = presetFaults.map((reason): ErrorEnvelope => ({
  code: 'PRESET_INVALID',
  details: { reason, item: 'glideMs' },
}));

describe.each(languages)('in %s', (language) => {
  it('every refusal of a melody or plan names the file, and says why and what to do in whole sentences', () => {
    for (const envelope of envelopes) {
      const { title, hint } = errorText(envelope, language);
      expect(title).toContain(file);
      expect(hint).toMatch(/^\p{L}.*\.$/u);
      expect(`${title} ${hint}`).not.toMatch(/!|undefined|NaN|\(\)/);
    }
  });

  it('no two reasons read alike', () => {
    const texts = [...envelopes, ...presetEnvelopes].map((envelope) => JSON.stringify(errorText(envelope, language)));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

it('numbers say what is too much, in the numbers of the language', () => {
  const tooMany: ErrorEnvelope = { code: 'TOO_MANY_NOTES', details: { notes: 3000, syllables: 1, most: 16 } };
  expect(errorText(tooMany, 'en')).toEqual({
    title: 'The words are too few for this melody: 1 syllable for 3,000 notes.',
    hint: 'These words reach 16 notes at most. Record more words, or choose a shorter melody.',
  });
  const tooLong: ErrorEnvelope = {
    code: 'MELODY_TOO_LONG',
    details: { file, what: 'length', found: 16_200, limit: 14_400 },
  };
  expect(errorText(tooLong, 'pt-BR').hint).toContain('4,5 h; o limite é 4,0 h');
});

it('typed notes have no file to name', () => {
  expect(errorText({ code: 'MELODY_EMPTY', details: { file: '' } }, 'en').title).toBe('What was typed holds no notes.');
  const tooLong: ErrorEnvelope = { code: 'MELODY_TOO_LONG', details: { file: '', what: 'notes', found: 1, limit: 1 } };
  expect(errorText(tooLong, 'pt-BR').title).toBe('O que foi digitado é longo demais para uma melodia.');
});

it('a melody that was moved tells how far and where to, in octaves where they are whole', () => {
  const moved = (semitones: number): string => noticeText({ code: 'MELODY_TRANSPOSED', details: { semitones } }, 'en');
  expect(moved(-12)).toBe('The melody was moved down 1 octave to suit the voice.');
  expect(moved(24)).toContain('up 2 octaves');
  expect(moved(1)).toContain('up 1 semitone ');
  expect(noticeText({ code: 'MELODY_TRANSPOSED', details: { semitones: -7.5 } }, 'pt-BR')).toBe(
    'A melodia foi movida 7,5 semitons para baixo, a favor da voz.',
  );
});
