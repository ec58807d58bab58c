import { expect, it } from 'vitest';
import { errorText } from './errorTexts.ts';

it('of a recording that is too long the limit is told, and no length at which reading just happened to end', () => {
  const sentences = (durationSec: number, maximumSec: number): string => {
    const details = { file: 'talk.wav', durationSec, maximumSec };
    const { title, hint } = errorText({ code: 'AUDIO_TOO_LONG', details }, 'en');
    return `${title} ${hint}`;
  };
  expect(sentences(600.064, 600)).toBe('talk.wav is longer than 10 min. That is the limit. Split the recording.');
  expect(sentences(5500, 5430)).toBe(
    'talk.wav is longer than 1 h 30 min 30 s. That is the limit. Split the recording.',
  );
  expect(sentences(14_400.1, 14_400)).toBe('talk.wav is longer than 4 h. That is the limit. Split the recording.');
});
