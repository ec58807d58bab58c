import { describe, expect, it } from 'vitest';
import { completeSettings } from '../../contract/settings/schema.ts';
import { resynthSettings } from '../converters/resynth/settings.ts';
import { performSettings } from './registry.ts';
import { styles } from './styles.ts';

describe('styles', () => {
  it.each(styles)('$id names settings that exist, with values they can have', ({ settings }) => {
    const all = { ...performSettings, ...resynthSettings };
    expect(completeSettings(all, settings)).toMatchObject(settings);
  });

  it('are told apart by their ids and their sound', () => {
    expect(new Set(styles.map(({ id }) => id)).size).toBe(styles.length);
    expect(new Set(styles.map(({ settings }) => JSON.stringify(settings))).size).toBe(styles.length);
  });
});
