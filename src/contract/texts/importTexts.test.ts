import { describe, expect, it } from 'vitest';
import type { Device } from '../devices.ts';
import type { ImportLine } from '../imports.ts';
import { deviceStatusText } from './deviceTexts.ts';
import { importLineText } from './importTexts.ts';

const line = (code: string, details: object): ImportLine => ({ code, status: 'ok', details }) as ImportLine;

describe('the lines of a safe import', () => {
  it('name what was found, with the numbers of the language', () => {
    const found = line('VOICE_FOUND', { version: 'v2', sampleRate: 40_000, hasPitch: 'yes', speakerCount: 1 });
    expect(importLineText(found, 'en')).toBe('RVC v2, 40 kHz, pitch-aware');
    expect(importLineText(found, 'pt-BR')).toBe('RVC v2, 40 kHz, com altura');
    const index = line('INDEX_MATCHES', { file: 'a.index', width: 768, vectorCount: 41_204 });
    expect(importLineText(index, 'en')).toBe('Index matches: 768 dims, 41,204 vectors');
    const proved = line('PROVED', { audioSec: 2, workSec: 1.42 });
    expect(importLineText(proved, 'pt-BR')).toBe('Frase de teste cantada em 1,4 s, sem falhas');
  });

  it('say why an index was left out, whichever word the reason comes in', () => {
    const refused = (reason: string): string =>
      importLineText(line('INDEX_REFUSED', { file: 'a.index', reason }), 'en');
    expect(refused('VOICE_FILE_DAMAGED')).toBe('a.index was left out: it is damaged or incomplete');
    expect(refused('index-width')).toBe('a.index was left out: its index has another width');
    expect(refused('cut-off')).toBe('a.index was left out: it ends before it should');
    expect(refused('constructor')).toBe('a.index was left out: it does not belong to this voice');
  });
});

it('a device says in words what was measured, or why it cannot be used', () => {
  const device = (more: Partial<Device>): Device => ({
    id: 'cpu',
    kind: 'cpu',
    label: 'CPU',
    isPreferred: false,
    status: 'proved',
    realTimeFactor: 2.14,
    families: [],
    reason: '',
    item: '',
    ...more,
  });
  expect(deviceStatusText(device({}), 'en')).toBe('2.1 × real time, proved');
  expect(deviceStatusText(device({}), 'pt-BR')).toBe('2,1 × o tempo real, comprovado');
  expect(deviceStatusText(device({ status: 'unavailable', reason: 'library-missing', item: 'libx.so' }), 'en')).toMatch(
    /^libx\.so was not found/,
  );
  expect(deviceStatusText(device({ status: 'unavailable', reason: 'of a later version' }), 'en')).toBe(
    'it did not work',
  );
});
