import { describe, expect, it } from 'vitest';
import { completeSettings } from '../../contract/settings/schema.ts';
import { finishSettings } from '../finish/registry.ts';
import { performSettings } from '../perform/registry.ts';
import { parseResynthPreset } from '../converters/resynth/preset.ts';
import { resynthSettings } from '../converters/resynth/settings.ts';
import { builtInVoices } from './registry.ts';

const allSettings = { ...performSettings, ...resynthSettings, ...finishSettings };

describe.each(builtInVoices)('the built-in voice $id', (voice) => {
  it('has constants its converter accepts and defaults within their ranges', () => {
    expect(() => parseResynthPreset(voice.preset)).not.toThrow();
    expect(() => completeSettings(allSettings, voice.settingDefaults)).not.toThrow();
  });

  it('has a mark of ten strengths between 0 and 1, and a range that is one', () => {
    expect(voice.mark).toHaveLength(10);
    expect(Math.max(...voice.mark)).toBe(1);
    expect(Math.min(...voice.mark)).toBeGreaterThanOrEqual(0);
    if (voice.rangeMidi) expect(voice.rangeMidi[1] - voice.rangeMidi[0]).toBeGreaterThanOrEqual(12);
  });

  it('claims no recorded singer', () => {
    const ownSound = /recording itself|made by signal processing/;
    expect(voice.sentence.en).toMatch(ownSound);
    expect(voice.sentence['pt-BR']).toMatch(/própria gravação|processamento de sinal/);
  });
});

it('no two built-in voices share an id, a name or a mark', () => {
  for (const of of [
    (index: number) => builtInVoices[index]?.id,
    (index: number) => builtInVoices[index]?.name.en,
    (index: number) => builtInVoices[index]?.name['pt-BR'],
    (index: number) => builtInVoices[index]?.mark.join(),
  ]) {
    expect(new Set(builtInVoices.map((_, index) => of(index))).size).toBe(builtInVoices.length);
  }
});

it('there are at least twelve built-in voices, and the first four are those of before', () => {
  expect(builtInVoices.length).toBeGreaterThanOrEqual(12);
  expect(builtInVoices.slice(0, 4).map(({ id }) => id)).toEqual(['your-own-voice', 'deep', 'bright', 'robot']);
});
