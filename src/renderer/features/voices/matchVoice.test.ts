import { expect, it } from 'vitest';
import type { Voice } from '../../../contract/voices.ts';
import { matchesVoice } from './matchVoice.ts';

const voice: Pick<Voice, 'name' | 'engineLabel' | 'rangeMidi'> = {
  name: { en: 'Robot', 'pt-BR': 'Robô' },
  engineLabel: { en: 'Built-in', 'pt-BR': 'Embutida' },
  rangeMidi: [48, 60],
};

it('a voice is found by its name, with or without accents, in the language of the window', () => {
  expect(matchesVoice(voice, 'robo', 'pt-BR')).toBe(true);
  expect(matchesVoice(voice, 'ROB', 'en')).toBe(true);
  expect(matchesVoice(voice, 'deep', 'en')).toBe(false);
});

it('a voice is found by its engine and by a note it can sing', () => {
  expect(matchesVoice(voice, 'built', 'en')).toBe(true);
  expect(matchesVoice(voice, 'c#3', 'en')).toBe(true);
  expect(matchesVoice(voice, 'C5', 'en')).toBe(false);
});

it('no text finds every voice', () => {
  expect(matchesVoice(voice, '  ', 'en')).toBe(true);
});
