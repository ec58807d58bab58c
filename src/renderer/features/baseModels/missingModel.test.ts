import { describe, expect, it } from 'vitest';
import type { BaseModel } from '../../../contract/baseModels.ts';
import { bytesLeft, missingModel } from './missingModel.ts';

const model = (id: string, current: BaseModel['current']): BaseModel => ({
  id,
  title: id,
  purpose: { en: '.', 'pt-BR': '.' },
  sizeBytes: 100,
  keptBytes: 40,
  licence: 'MIT',
  host: 'files.example',
  current,
});
const missing = { state: 'missing' } as const;
const ready = { state: 'ready' } as const;
const rvc = { baseModels: ['contentvec'] };

describe('what keeps a voice from singing', () => {
  it('is a base model of the voice that is not there yet, however far it is', () => {
    const half = { state: 'downloading', doneBytes: 50, remainingSec: null } as const;
    for (const current of [missing, half, { state: 'preparing' } as const]) {
      expect(missingModel([model('contentvec', current)], rvc, {})?.id).toBe('contentvec');
    }
    expect(missingModel([model('contentvec', ready)], rvc, {})).toBeNull();
  });

  it('is the model of the chosen way to find the pitch, and nothing that came with the program', () => {
    const models = [model('contentvec', ready), model('rmvpe', missing)];
    expect(missingModel(models, rvc, { pitchExtractor: 'rmvpe' })?.id).toBe('rmvpe');
    expect(missingModel(models, rvc, { pitchExtractor: 'swift-f0' })).toBeNull();
    expect(missingModel(models, { baseModels: [] }, {})).toBeNull();
  });
});

it('a download that was cut off tells what is left of it', () => {
  expect(bytesLeft(model('contentvec', missing))).toBe(60);
});
