import type { Handlers, OperationName } from '../../contract/operations/index.ts';
import type { PresetLibrary } from './library.ts';

type PresetHandlers = Pick<Handlers, Extract<OperationName, `presets.${string}`>>;

export function presetHandlers(presets: PresetLibrary): PresetHandlers {
  return {
    'presets.list': () => Promise.resolve(presets.list()),
    'presets.save': async ({ name, settings }) => Promise.resolve(presets.add(name, settings)),
    'presets.rename': async ({ presetId, name }) => Promise.resolve(presets.rename(presetId, name)),
    'presets.remove': async ({ presetId }) => Promise.resolve(presets.remove(presetId)),
    'presets.share': async ({ presetId }) => Promise.resolve({ text: presets.share(presetId) }),
    'presets.import': async ({ text }) => Promise.resolve(presets.import(text)),
  };
}
