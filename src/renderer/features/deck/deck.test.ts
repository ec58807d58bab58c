import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NumberSetting } from '../../../contract/settings/descriptors.ts';
import { voiceSchema } from '../../../contract/voices.ts';
import { changesOf, completeDeck, isSameDeck, settingsIn, type Catalog } from './deckModel.ts';
import { useDeck } from './deckStore.ts';
import { rangeBar } from './rangeBar.ts';
import { digitsOf, fromSlider, sliderRange, valueText } from './valueText.ts';

const text = (en: string) => ({ en, 'pt-BR': en });
const number = (more: Partial<NumberSetting>): NumberSetting => ({
  kind: 'number',
  unit: 'st',
  min: -12,
  max: 12,
  step: 0.1,
  control: 'slider',
  label: text('x'),
  sentence: text('x'),
  flag: 'x',
  placement: 'tune',
  default: 0,
  ...more,
});
const options = ['keep', 'snap'].map((id) => ({ id, label: text(id) }));
const catalog: Catalog = {
  perform: {
    mode: {
      kind: 'choice',
      label: text('m'),
      sentence: text('m'),
      flag: 'm',
      placement: 'tune',
      options,
      default: 'snap',
    },
    retuneMs: number({ min: 0, max: 400, step: 1, unit: 'ms', modes: ['snap'] }),
    formantSt: number({ placement: 'timbre' }),
  },
  converters: [
    {
      id: 'one',
      label: text('one'),
      settings: { breath: number({ min: 0, max: 1, placement: 'timbre', unit: 'ratio' }) },
    },
    { id: 'other', label: text('other'), settings: {} },
  ],
  finish: {
    gateDb: number({ min: -80, max: -20, step: 1, unit: 'dB', canBeOff: true, default: 'off', placement: 'output' }),
  },
};
const voice = voiceSchema.parse({
  id: 'deep',
  name: text('Deep'),
  sentence: text('.'),
  converterId: 'one',
  engineLabel: text('Built-in'),
  status: 'ready',
  isBuiltIn: true,
  rangeMidi: [28, 50],
  mark: [1, 0.5],
  hash: 'h',
  settingDefaults: { formantSt: -2 },
  failure: null,
  baseModels: [],
  consent: null,
  licence: null,
  passport: null,
  addedAt: null,
  removedAt: null,
});

const passport = {
  version: 'v2',
  sampleRate: 40_000,
  hasPitch: true,
  speakerCount: 1,
  vocoder: null,
  epochs: null,
  author: null,
  originalName: 'a.pth',
  originalSha256: '',
  sizeBytes: 1,
  index: null,
  rangeSource: null,
  note: null,
};

describe('the deck', () => {
  it('sends every setting there is for the voice, with the values it shows', () => {
    expect(completeDeck(catalog, voice, { retuneMs: 20 })).toEqual({
      mode: 'snap',
      retuneMs: 20,
      formantSt: -2,
      breath: 0,
      gateDb: 'off',
    });
  });

  it('leaves out what another voice knows and what is no longer possible', () => {
    const other = { ...voice, converterId: 'other' };
    const values = completeDeck(catalog, other, { breath: 0.5, retuneMs: 9000, gone: 1 });
    expect(Object.keys(values)).toEqual(['mode', 'retuneMs', 'formantSt', 'gateDb']);
    expect(values['retuneMs']).toBe(0);
  });

  it('shows only what counts in the mode that is on', () => {
    const idsIn = (mode: string): string[] => settingsIn('tune', catalog, voice, { mode }).map(({ id }) => id);
    expect(idsIn('snap')).toEqual(['mode', 'retuneMs']);
    expect(idsIn('keep')).toEqual(['mode']);
  });

  it('offers the speakers a voice has, and no choice where there is one', () => {
    const speaker = number({ min: 0, max: 200, step: 1, placement: 'advanced' });
    const many: Catalog = { ...catalog, converters: [{ id: 'one', label: text('one'), settings: { speaker } }] };
    const maximum = (speakerCount: number): number | undefined => {
      const spoken = { ...voice, passport: { ...passport, speakerCount } };
      const found = settingsIn('advanced', many, spoken, {}).find(({ id }) => id === 'speaker');
      return found?.descriptor.kind === 'number' ? found.descriptor.max : undefined;
    };
    expect([maximum(3), maximum(1), maximum(500)]).toEqual([2, undefined, 200]);
  });

  it('comes back from a take as it was when the take was made', () => {
    const changed = { formantSt: 3, gateDb: -50 };
    const made = completeDeck(catalog, voice, changed);
    expect(changesOf(catalog, voice, made)).toEqual(changed);
    expect(isSameDeck(completeDeck(catalog, voice, changesOf(catalog, voice, made)), made)).toBe(true);
    expect(isSameDeck({ ...made, formantSt: 4 }, made)).toBe(false);
  });
});

describe('undo', () => {
  const deck = useDeck.getState;
  beforeEach(() => deck().start({ voiceId: null, changed: {}, exportFormat: 'wav', exportQuality: null }));

  it('takes back a whole movement of a slider, not each of its steps', () => {
    deck().setSetting('formantSt', 1);
    deck().setSetting('formantSt', 2);
    deck().endGesture();
    deck().setSetting('formantSt', 5);
    deck().undo();
    expect(deck().changed).toEqual({ formantSt: 2 });
    deck().undo();
    expect(deck().changed).toEqual({});
  });

  it('can be taken back itself, until something else changes', () => {
    deck().setSetting('a', 1);
    deck().undo();
    deck().redo();
    expect(deck().changed).toEqual({ a: 1 });
    deck().undo();
    deck().setSetting('b', 1);
    deck().redo();
    expect(deck().changed).toEqual({ b: 1 });
  });

  it('brings the voice back as well', () => {
    deck().pickVoice(voice.id);
    deck().undo();
    expect(deck().voiceId).toBeNull();
  });

  it('ignores a change that changes nothing', () => {
    deck().setSetting('a', 1);
    deck().endGesture();
    deck().setSetting('a', 1);
    expect(deck().past).toHaveLength(1);
  });
});

describe('values', () => {
  const units = { st: 'st', ms: 'ms', dB: 'dB', LUFS: 'LUFS', cents: 'cents', Hz: 'Hz', bpm: 'bpm' };

  it('read with unit, sign and the decimal sign of the language', () => {
    expect(valueText(1.5, number({}), 'pt-BR', units)).toBe('+1,5 st');
    expect(valueText(-48, number({ unit: 'dB', step: 1 }), 'en', units)).toBe('−48 dB');
    expect(valueText(0.75, number({ unit: 'ratio', step: 0.01 }), 'en', units)).toBe('0.75');
    expect(valueText(5.5, number({ unit: 'Hz', min: 3, max: 9 }), 'pt-BR', units)).toBe('5,5 Hz');
    expect(valueText(96, number({ unit: 'bpm', min: 20, max: 400, step: 1 }), 'en', units)).toBe('96 bpm');
  });

  it('have as many digits as their step needs', () => {
    expect([1, 5, 0.5, 0.1, 0.05, 0.01].map(digitsOf)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('have a stop for off below the lowest value and lose nothing of the range', () => {
    const gate = number({ min: -80, max: -20, step: 1, canBeOff: true });
    const { min, offStop } = sliderRange(gate);
    expect(offStop).toBe(min);
    expect(fromSlider(min, gate)).toBe('off');
    fc.assert(fc.property(fc.integer({ min: -80, max: -20 }), (value) => fromSlider(value, gate) === value));
  });
});

describe('the range bar', () => {
  it('is drawn on the scale of the voice', () => {
    const bar = rangeBar([40, 60], [45, 55], [50, 60]);
    expect(bar.spoken).toEqual({ left: 0.25, width: 0.5 });
    expect(bar.sung).toEqual({ left: 0.5, width: 0.5 });
    expect(bar.isOutside).toBe(false);
  });

  it('says when notes lie outside the voice and keeps them on the bar', () => {
    const bar = rangeBar([40, 60], null, [50, 70]);
    expect(bar.isOutside).toBe(true);
    expect(bar.sung).toEqual({ left: 0.5, width: 0.5 });
  });

  it('takes its scale from speech and song when the voice is the speaker’s own', () => {
    expect(rangeBar(null, [45.2, 55], [47, 58.1]).scale).toEqual([43, 61]);
    expect(rangeBar(null, null, null).scale).toBeNull();
  });
});
