import { describe, expect, it } from 'vitest';
import { createI18n } from '../../language/i18n.ts';
import { transposeReason } from './transposeReason.ts';

const voice = { name: { en: 'Marisol', 'pt-BR': 'Marisol' }, rangeMidi: [40, 69] as [number, number] };
const why = (medianMidi: number | null, suggestedSt: number | null, language: 'en' | 'pt-BR' = 'en') =>
  transposeReason({ voice, medianMidi, suggestedSt }, language, createI18n(language).t);

describe('why a transpose is suggested', () => {
  it('is where the speaker and the voice are', () => {
    expect(why(45, 5)).toBe('You speak around A2; Marisol sings E2–A4 best.');
    expect(why(54, 0)).toBe('You speak around F♯3, in the middle of what Marisol sings (E2–A4).');
    expect(why(42, 12)).toMatch(/ best, and whole octaves keep the note names\.$/);
    expect(why(45, 5, 'pt-BR')).toBe('Você fala em torno de A2; Marisol canta melhor em E2–A4.');
  });

  it('is not told where nothing is known', () => {
    expect(why(null, 5)).toBeNull();
    expect(why(45, null)).toBeNull();
    const own = { voice: { ...voice, rangeMidi: null }, medianMidi: 45, suggestedSt: 0 };
    expect(transposeReason(own, 'en', createI18n('en').t)).toBeNull();
  });
});
