import { expect, it } from 'vitest';
import { rvcSettings } from '../../engine/converters/rvc/settings.ts';
import { performSettings } from '../../engine/perform/registry.ts';
import type { VoicePassport } from '../voices.ts';
import type { SettingGroup } from './descriptors.ts';
import { lackOf } from './voiceNeeds.ts';

const passport: VoicePassport = {
  ...{ version: 'v2', sampleRate: 40_000, hasPitch: true, speakerCount: 1, vocoder: null, epochs: null, author: null },
  ...{ originalName: 'a.pth', originalSha256: '', sizeBytes: 1, index: null, rangeSource: null, note: null },
};
const index = { vectorCount: 1, width: 768, sizeBytes: 1 };
const all: SettingGroup = { ...performSettings, ...rvcSettings };
const idleIn = (has: VoicePassport | null): string[] =>
  Object.entries(all).flatMap(([id, setting]) => (lackOf(setting, { passport: has }) ? [id] : []));

it('a voice without an index says what its index would have been for', () => {
  expect(idleIn(passport)).toEqual(['retrievalRatio', 'protectRatio', 'retrievalCount', 'speaker']);
  expect(lackOf(rvcSettings.retrievalRatio, { passport })?.en).toContain('without an index');
});

it('a voice that has everything has no idle setting', () => {
  expect(idleIn({ ...passport, index, speakerCount: 3 })).toEqual([]);
});

it('a voice without pitch leaves everything that authors pitch without effect, formants, time and dynamics not', () => {
  const heard = ['formantSt', 'tempoBpm', 'timing', 'levelling', 'guideRatio'];
  const idle = idleIn({ ...passport, index, speakerCount: 3, hasPitch: false });
  expect(idle).toEqual([
    ...Object.keys(performSettings).filter((id) => !heard.includes(id)),
    'protectRatio',
    'pitchExtractor',
  ]);
});

it('built-in voices sing every pitch they are told', () => {
  expect(idleIn(null).filter((id) => id in performSettings)).toEqual([]);
});
