import { expect, it } from 'vitest';
import { errorText } from './errorTexts.ts';

it('a recording that is a little too long is told apart from the limit, in hours, minutes and seconds', () => {
  const sentences = (durationSec: number, maximumSec: number): string => {
    const details = { file: 'talk.wav', durationSec, maximumSec };
    const { title, hint } = errorText({ code: 'AUDIO_TOO_LONG', details }, 'en');
    return `${title} ${hint}`;
  };
  expect(sentences(600.064, 600)).toBe('talk.wav is too long: 10 min 1 s. The limit is 10 min. Split the recording.');
  expect(sentences(61, 60)).toBe('talk.wav is too long: 1 min 1 s. The limit is 1 min. Split the recording.');
  expect(sentences(14_400.1, 14_400)).toBe('talk.wav is too long: 4 h 1 min. The limit is 4 h. Split the recording.');
});
