import type { Output } from '../../../contract/operations/index.ts';
import type { AnySettingValues, SettingDescriptor } from '../../../contract/settings/descriptors.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import type { Voice } from '../../../contract/voices.ts';
import { melodyMode } from '../melody/song.ts';

export type Catalog = Output<'catalog.get'>;
export type Placement = SettingDescriptor['placement'];
export type NamedSetting = { readonly id: string; readonly descriptor: SettingDescriptor };
export type SettingValue = AnySettingValues[string];

/** Every setting that exists for a voice: of the performance, of its converter, of the finish, in the order they are shown. */
export function settingsOf(catalog: Catalog, voice: Voice): NamedSetting[] {
  const converter = catalog.converters.find((one) => one.id === voice.converterId);
  const all = { ...catalog.perform, ...converter?.settings, ...catalog.finish };
  return Object.entries(all)
    .map(([id, descriptor]) => ({ id, descriptor: id === 'speaker' ? speakersOf(voice, descriptor) : descriptor }))
    .filter(({ descriptor }) => descriptor.kind !== 'number' || descriptor.max > descriptor.min);
}

/** A voice has only so many speakers to choose from; with one there is no choice. */
function speakersOf({ passport }: Voice, descriptor: SettingDescriptor): SettingDescriptor {
  if (descriptor.kind !== 'number' || !passport) return descriptor;
  return { ...descriptor, max: Math.min(descriptor.max, descriptor.min + passport.speakerCount - 1) };
}

/** Where a setting stands when nobody touched it: the voice's start value, else the setting's own. */
function startValue(setting: NamedSetting, voice: Voice): SettingValue {
  return voice.settingDefaults[setting.id] ?? setting.descriptor.default;
}

function accepts(setting: NamedSetting, value: SettingValue): boolean {
  try {
    completeSettings({ [setting.id]: setting.descriptor }, { [setting.id]: value });
    return true;
  } catch {
    return false;
  }
}

/**
 * Every setting with its value: what was changed where it is possible for this voice, the start value elsewhere. What the
 * deck shows is exactly what is sent.
 */
export function completeDeck(catalog: Catalog, voice: Voice, changed: AnySettingValues): AnySettingValues {
  return Object.fromEntries(
    settingsOf(catalog, voice).map((setting) => {
      const value = changed[setting.id];
      return [setting.id, value !== undefined && accepts(setting, value) ? value : startValue(setting, voice)];
    }),
  );
}

/** A melody brings its key with it: there the choice is one for few, and leaves its room to the lanes. */
function placementOf({ descriptor }: NamedSetting, mode: string): Placement {
  return descriptor.kind === 'key' && mode === melodyMode ? 'advanced' : descriptor.placement;
}

/** The settings of one column that count in the mode that is on. */
export function settingsIn(
  placement: Placement,
  catalog: Catalog,
  voice: Voice,
  values: AnySettingValues,
): NamedSetting[] {
  const mode = String(values['mode']);
  return settingsOf(catalog, voice).filter(
    (setting) => placementOf(setting, mode) === placement && (setting.descriptor.modes?.includes(mode) ?? true),
  );
}

/** Whether a take was made with exactly these settings. */
export function isSameDeck(values: AnySettingValues, made: AnySettingValues): boolean {
  return Object.entries(values).every(([id, value]) => JSON.stringify(made[id]) === JSON.stringify(value));
}

/** What of a take's settings differs from the start values: the deck as it was when the take was made. */
export function changesOf(catalog: Catalog, voice: Voice, made: AnySettingValues): AnySettingValues {
  return Object.fromEntries(
    settingsOf(catalog, voice).flatMap((setting) => {
      const value = made[setting.id];
      const isStart = JSON.stringify(value) === JSON.stringify(startValue(setting, voice));
      return value === undefined || isStart ? [] : [[setting.id, value]];
    }),
  );
}

/** The values as the contract takes them: lists copied, nothing readonly. */
export function writable(values: AnySettingValues): Record<string, number | string | number[]> {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, typeof value === 'object' ? [...value] : value]),
  );
}
