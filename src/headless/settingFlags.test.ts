import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { SettingGroup } from '../contract/settings/descriptors.ts';
import { engineCatalog } from '../core/catalog/engineCatalog.ts';
import {
  allSettings,
  idleFlags,
  idleInVoice,
  parseSettingValue,
  settingOptions,
  settingsFromFlags,
} from './settingFlags.ts';

const words = (text: string) => ({ en: text, 'pt-BR': `${text} (pt)` });
const perform = {
  mode: {
    kind: 'choice',
    label: words('Mode'),
    sentence: words('How it is sung.'),
    flag: 'mode',
    placement: 'tune',
    options: [
      { id: 'keep', label: words('Keep') },
      { id: 'snap', label: words('Snap') },
    ],
    default: 'keep',
  },
  key: {
    kind: 'key',
    label: words('Key'),
    sentence: words('Which notes.'),
    flag: 'key',
    placement: 'tune',
    default: 'auto',
  },
  retuneMs: {
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 400,
    step: 1,
    control: 'slider',
    label: words('Retune'),
    sentence: words('How fast.'),
    flag: 'retune',
    placement: 'tune',
    modes: ['snap'],
    default: 0,
  },
  notes: {
    kind: 'notes',
    label: words('Notes'),
    sentence: words('Allowed.'),
    flag: 'notes',
    placement: 'tune',
    default: 'scale',
  },
} as const satisfies SettingGroup;
const finish = {
  gateDb: {
    kind: 'number',
    unit: 'dB',
    min: -90,
    max: 0,
    step: 1,
    control: 'slider',
    canBeOff: true,
    label: words('Gate'),
    sentence: words('Silences noise.'),
    flag: 'gate-floor',
    placement: 'output',
    default: 'off',
  },
  effects: {
    kind: 'effects',
    effects: [],
    label: words('Effects'),
    sentence: words('What is added.'),
    flag: 'effects',
    placement: 'output',
    default: '',
  },
} as const satisfies SettingGroup;
const catalog = { perform, converters: [{ id: 'resynth', settings: {} }], finish };

describe('the flags of the command line', () => {
  it('come one from each descriptor, with its sentence, range and default in the language asked for', () => {
    const help = settingOptions(catalog, 'pt-BR').map((option) => `${option.flags}: ${option.description}`);
    expect(help).toEqual([
      '--mode <keep|snap>: How it is sung. (pt) (padrão keep)',
      '--key <key|auto>: Which notes. (pt) (auto, A minor, C# major, F blues …; padrão auto)',
      '--retune <ms>: How fast. (pt) (0 … 400 ms; padrão 0 ms; em snap)',
      '--notes <notes|scale>: Allowed. (pt) (scale, C,E,G …; padrão scale)',
      '--gate-floor <dB|off>: Silences noise. (pt) (-90 … 0 dB, off; padrão off)',
      expect.stringMatching(/^--effects <chain>: What is added. \(pt\) \(.*; padrão none\)$/),
    ]);
  });

  it('give the settings they name and no others, so that defaults stay where they are defined', () => {
    const given = { retune: '12.5', key: 'A minor', notes: 'e, C g', gateFloor: '-40', voice: 'deep' };
    expect(settingsFromFlags(catalog, given)).toEqual({
      retuneMs: 12.5,
      key: 'A minor',
      notes: [0, 4, 7],
      gateDb: -40,
    });
    expect(settingsFromFlags(catalog, {})).toEqual({});
  });

  it.each([
    ['retune', '900', '0 … 400 ms'],
    ['retune', 'fast', '0 … 400 ms'],
    ['retune', '0x10', '0 … 400 ms'],
    ['mode', 'opera', 'keep, snap'],
    ['key', 'H minor', 'auto, A minor, C# major, F blues …'],
    ['notes', 'C,X', 'scale, C,E,G …'],
    ['gateFloor', '', '-90 … 0 dB, off'],
  ])('refuse --%s %s and name what is possible', (flag, word, allowed) => {
    expect(() => settingsFromFlags(catalog, { [flag]: word })).toThrowError(
      expect.objectContaining({
        code: 'SETTING_OUT_OF_RANGE',
        details: expect.objectContaining({ allowed }) as unknown,
      }) as Error,
    );
  });

  it('read back every number that a person can write', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (thousandths) => {
        const value = thousandths / 1000;
        expect(parseSettingValue(perform.retuneMs, String(value))).toBe(value);
      }),
    );
  });

  it('that change nothing in the chosen mode are told, and only those', () => {
    expect(idleFlags(catalog, { retuneMs: 3, key: 'A minor' })).toEqual({ flags: ['--retune'], mode: 'keep' });
    expect(idleFlags(catalog, { retuneMs: 3, mode: 'snap' }).flags).toEqual([]);
  });

  it('that change nothing in the voice are told with the reason, and only those', () => {
    const passport = {
      ...{ version: 'v2', sampleRate: 40_000, hasPitch: true, speakerCount: 1, vocoder: null, epochs: null },
      ...{ author: null, originalName: 'a.pth', originalSha256: '', sizeBytes: 1, index: null },
      ...{ rangeSource: null, note: null },
    };
    const voice = { name: words('Marisol'), converterId: 'rvc', passport };
    const given = { retrievalRatio: 0.8, transposeSt: 3, loudnessMix: 0.5 };
    expect(idleInVoice(engineCatalog, given, voice, 'en')).toEqual([
      '--voice-strength: This voice came without an index, so this changes nothing.',
    ]);
    const index = { vectorCount: 1, width: 768, sizeBytes: 1 };
    expect(idleInVoice(engineCatalog, given, { ...voice, passport: { ...passport, index } }, 'en')).toEqual([]);
    const mute = { ...voice, passport: { ...passport, index, hasPitch: false } };
    expect(idleInVoice(engineCatalog, given, mute, 'pt-BR')).toEqual([
      '--transpose: Esta voz foi treinada sem altura e encontra a sua própria, então isto não muda nada.',
    ]);
    const builtIn = { name: words('Deep'), converterId: 'resynth', passport: null };
    expect(idleInVoice(engineCatalog, given, builtIn, 'en')).toEqual([
      '--voice-strength changes nothing in Deep.',
      '--voice-dynamics changes nothing in Deep.',
    ]);
  });

  it('stand in the order of the window: performance, converter, finish', () => {
    expect(Object.keys(allSettings(catalog))).toEqual(['mode', 'key', 'retuneMs', 'notes', 'gateDb', 'effects']);
  });
});
