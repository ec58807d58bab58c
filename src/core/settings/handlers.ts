import { preferencesSchema, type Preferences } from '../../contract/operations/app.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import { checkSettings, type Catalog } from '../catalog/catalog.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';
import type { VoiceLibrary } from '../voices/library.ts';

type Ports = Pick<CorePorts, 'preferences' | 'files' | 'log'>;

/** The preferences as saved; the defaults where nothing readable is. */
export function readPreferences({ preferences, log }: Pick<Ports, 'preferences' | 'log'>): Preferences {
  const saved = preferences.get();
  const result = preferencesSchema.safeParse(saved ?? {});
  if (result.success) return result.data;
  log.info('preferences.unreadable', { issues: result.error.issues.length });
  return preferencesSchema.parse({});
}

export type SettingsHandlerParts = {
  readonly ports: Ports;
  readonly catalog: Catalog;
  readonly voices: VoiceLibrary;
  readonly emit: Events['emit'];
};

export function settingsHandlers(parts: SettingsHandlerParts): Pick<Handlers, 'settings.get' | 'settings.set'> {
  const { ports, catalog, voices, emit } = parts;
  return {
    'settings.get': () => Promise.resolve(readPreferences(ports)),
    'settings.set': async (change) => {
      if (change.settings) checkSettings(catalog, change.settings);
      if (change.voiceId) voices.find(change.voiceId);
      if (change.exportFolder) await ports.files.checkWritableFolder(change.exportFolder);
      const before = readPreferences(ports);
      const preferences = preferencesSchema.parse({
        ...before,
        ...named(change),
        limits: { ...before.limits, ...named(change.limits) },
        storage: { ...before.storage, ...named(change.storage) },
      });
      ports.preferences.save(preferences);
      if (JSON.stringify(before) !== JSON.stringify(preferences)) {
        emit({ name: 'settings.changed', payload: preferences });
      }
      return preferences;
    },
  };
}

/** Only what is there: a field that is undefined was left out. */
function named(fields: object = {}): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
