import { describe, expect, it } from 'vitest';
import { presetIdSchema } from '../../../contract/ids.ts';
import type { Preset } from '../../../contract/presets.ts';
import { isInForce, settingsToKeep } from './presetModel.ts';

const preset = (settings: Preset['settings']): Preset => ({
  id: presetIdSchema.parse('mine'),
  name: { en: 'Mine', 'pt-BR': 'Minha' },
  sentence: null,
  isBuiltIn: false,
  settings,
});

describe('a preset of the deck', () => {
  it('keeps what was set, also where it is as usual, and nothing else', () => {
    const settings = { glideMs: 80, effects: '', notes: [0, 2, 4], key: 'auto' };
    expect(settingsToKeep(settings, { glideMs: 80, notes: [0, 2, 4] })).toEqual({ glideMs: 80, notes: [0, 2, 4] });
  });

  it('keeps nothing that does not count for the voice or that it cannot do', () => {
    expect(settingsToKeep({ speaker: 0 }, { speaker: 12, protectRatio: 0.3 })).toEqual({});
  });

  it('is in force when all it names stands so', () => {
    const settings = { glideMs: 80, notes: [0, 2, 4], effects: 'choir' };
    expect(isInForce(preset({ glideMs: 80, notes: [0, 2, 4] }), settings)).toBe(true);
    expect(isInForce(preset({ glideMs: 80, effects: '' }), settings)).toBe(false);
  });

  it('is in force without what the voice lacks, but not when it lacks everything', () => {
    expect(isInForce(preset({ glideMs: 80, ringDb: 2 }), { glideMs: 80 })).toBe(true);
    expect(isInForce(preset({ ringDb: 2 }), { glideMs: 80 })).toBe(false);
  });
});
