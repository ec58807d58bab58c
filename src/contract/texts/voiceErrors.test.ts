import { describe, expect, it } from 'vitest';
import type { ErrorEnvelope } from '../errors.ts';
import { languages } from '../language.ts';
import { damageReasons, fileKinds, unsupportedFeatures } from '../voiceFiles.ts';
import { errorText } from './errorTexts.ts';

const file = 'G_2333.pth';
const envelopes: ErrorEnvelope[] = [
  ...fileKinds.map((kind): ErrorEnvelope => ({ code: 'NOT_A_VOICE', details: { file, kind } })),
  ...damageReasons.flatMap((reason) =>
    ['', 'data/5'].map((item): ErrorEnvelope => ({ code: 'VOICE_FILE_DAMAGED', details: { file, reason, item } })),
  ),
  ...unsupportedFeatures.map((feature): ErrorEnvelope => ({
    code: 'VOICE_UNSUPPORTED',
    details: { file, feature, item: 'x' },
  })),
];

describe.each(languages)('in %s', (language) => {
  it('every refusal of a file names it, and says why and what to do in whole sentences', () => {
    for (const envelope of envelopes) {
      const { title, hint } = errorText(envelope, language);
      expect(title).toContain(file);
      expect(hint).toMatch(/^\p{Lu}.*\.$/u);
      expect(`${title} ${hint}`).not.toMatch(/!|undefined|\(\)/);
    }
  });

  it('no two kinds of file or reasons read alike, except the two halves of a training', () => {
    const texts = envelopes.map((envelope) => JSON.stringify(errorText(envelope, language)));
    expect(new Set(texts).size).toBe(envelopes.length - 1);
  });

  it('a word of another version is said in general words', () => {
    const { title } = errorText({ code: 'NOT_A_VOICE', details: { file, kind: 'hologram' } }, language);
    expect(title).toBe(errorText({ code: 'NOT_A_VOICE', details: { file, kind: 'unknown' } }, language).title);
  });
});

it('a training checkpoint is told from the voice that it belongs to', () => {
  const envelope: ErrorEnvelope = { code: 'NOT_A_VOICE', details: { file, kind: 'training-generator' } };
  expect(errorText(envelope, 'en')).toEqual({
    title: 'This is a training checkpoint (G_2333.pth)',
    hint: 'The voice file is usually named after the voice and is much smaller. A checkpoint holds what the trainer needs to continue; it cannot sing.',
  });
});
