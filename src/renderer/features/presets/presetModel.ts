import type { Preset } from '../../../contract/presets.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';

function isSame(a: AnySettingValues[string] | undefined, b: AnySettingValues[string] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * What a preset of the deck keeps: all that a person set and that counts for the voice, also where it is as usual, so that
 * it sounds the same on top of anything.
 * @param settings every value of the deck as it is sent
 */
export function settingsToKeep(settings: AnySettingValues, changed: AnySettingValues): AnySettingValues {
  return Object.fromEntries(Object.entries(settings).filter(([id, value]) => isSame(changed[id], value)));
}

/** Whether the deck stands as the preset says. What the voice does not have, such as the ring of built-in ones, plays no part. */
export function isInForce(preset: Preset, settings: AnySettingValues): boolean {
  const named = Object.entries(preset.settings).filter(([id]) => settings[id] !== undefined);
  return named.length > 0 && named.every(([id, value]) => isSame(settings[id], value));
}
