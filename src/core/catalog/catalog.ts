import { invalidInput } from '../../contract/checkInput.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import type { AnySettingValues, SettingGroup } from '../../contract/settings/descriptors.ts';
import type { ConverterModule } from '../../engine/converters/types.ts';
import type { PitchExtractorModule } from '../../engine/pitch/types.ts';
import type { Style } from '../../engine/perform/styles.ts';
import type { BuiltInVoice } from '../../engine/voices/types.ts';

/** Everything the engine's registries offer, as the domain uses it. */
export type Catalog = {
  readonly engineVersion: string;
  readonly perform: SettingGroup;
  readonly finish: SettingGroup;
  readonly converters: readonly Pick<ConverterModule, 'id' | 'label' | 'settings'>[];
  /** The first is what is shown, and what takes are made with that ask for no other. */
  readonly pitchExtractors: readonly Pick<PitchExtractorModule, 'id' | 'version' | 'models'>[];
  readonly voices: readonly BuiltInVoice[];
  /** Presets that ship. */
  readonly styles: readonly Style[];
};

/** All settings that apply to a converter's voices, in the order they are shown. */
function settingsFor(catalog: Catalog, converterId: string): SettingGroup {
  const converter = catalog.converters.find(({ id }) => id === converterId);
  if (!converter) throw invalidInput('converterId', 'unknown');
  return { ...catalog.perform, ...converter.settings, ...catalog.finish };
}

/**
 * Complete settings of a conversion: what was chosen, over where the voice starts, over the defaults.
 * @throws AppError SETTING_UNKNOWN or SETTING_OUT_OF_RANGE
 */
export function completeVoiceSettings(
  catalog: Catalog,
  voice: { readonly converterId: string; readonly settingDefaults: AnySettingValues },
  chosen: AnySettingValues,
): Record<string, number | string | number[]> {
  const group = settingsFor(catalog, voice.converterId);
  const complete: AnySettingValues = completeSettings(group, { ...voice.settingDefaults, ...chosen });
  return Object.fromEntries(
    Object.entries(complete).map(([id, value]) => [id, typeof value === 'object' ? [...value] : value]),
  );
}

/**
 * Checks settings that belong to no voice yet (the deck as it was left): each must exist somewhere.
 * @throws AppError SETTING_UNKNOWN or SETTING_OUT_OF_RANGE
 */
export function checkSettings(catalog: Catalog, values: AnySettingValues): void {
  completeSettings(allKnownSettings(catalog), values);
}

/** Those of every converter together. */
export function allKnownSettings(catalog: Catalog): SettingGroup {
  const ofConverters = catalog.converters.map(({ settings }) => settings);
  return Object.assign({}, catalog.perform, ...ofConverters, catalog.finish) as SettingGroup;
}
