import type { TFunction } from 'i18next';
import { exportFormats, type ExportFormatId } from '../../../contract/exports.ts';
import type { Language } from '../../../contract/language.ts';
import type { AnySettingValues, SettingDescriptor } from '../../../contract/settings/descriptors.ts';
import { parseEffectChain } from '../../../contract/settings/effectChain.ts';
import type { Voice } from '../../../contract/voices.ts';
import { formatKeyName, formatPitchClass } from '../../language/format.ts';
import { changesOf, settingsOf, type Catalog, type SettingValue } from '../deck/deckModel.ts';
import { valueText, type Units } from '../deck/valueText.ts';

/** What every text about settings is made with. */
export type Wording = {
  readonly catalog: Catalog;
  readonly voices: readonly Voice[];
  readonly language: Language;
  readonly units: Units;
  readonly t: TFunction;
};

/** The descriptor of a setting, whichever converter it belongs to. */
export function descriptorOf(catalog: Catalog, id: string): SettingDescriptor | undefined {
  return catalog.perform[id] ?? catalog.finish[id] ?? catalog.converters.find((one) => one.settings[id])?.settings[id];
}

/** A value as a person reads it: `28 ms`, `A minor`, `off`, `Choir, Reverb`. */
export function settingText(value: SettingValue, setting: SettingDescriptor, words: Wording): string {
  const { language, units, t } = words;
  switch (setting.kind) {
    case 'number':
      if (typeof value === 'number') return valueText(value, setting, language, units);
      return value === 'off' ? t('deck.off') : t('deck.keyAutoLater');
    case 'choice':
      return setting.options.find(({ id }) => id === value)?.label[language] ?? String(value);
    case 'key':
      return value === 'auto' ? t('deck.keyAutoLater') : formatKeyName(String(value), language);
    case 'notes':
      return typeof value === 'object'
        ? value.map((pitchClass) => formatPitchClass(pitchClass, language)).join(' ')
        : t('deck.scaleNotes');
    case 'effects': {
      const steps = parseEffectChain(String(value), setting.effects);
      const names = steps.map((step) => setting.effects.find(({ id }) => id === step.id)?.label[language] ?? step.id);
      return names.length === 0 ? t('effects.none') : names.join(', ');
    }
  }
}

export function voiceName(voiceId: string, { voices, language }: Pick<Wording, 'voices' | 'language'>): string {
  return voices.find((voice) => voice.id === voiceId)?.name[language] ?? voiceId;
}

export type NamedValue = { readonly id: string; readonly label: string; readonly value: string };

/** What was set and counts in the mode that is on: the mode first, then what differs from where it starts. */
export function changedSettings(voiceId: string, settings: AnySettingValues, words: Wording): readonly NamedValue[] {
  const { catalog, voices, language } = words;
  const voice = voices.find((one) => one.id === voiceId);
  const mode = settings['mode'] ?? catalog.perform['mode']?.default;
  const changed = voice ? changesOf(catalog, voice, settings) : changedFromDefaults(catalog, settings);
  const known = voice ? settingsOf(catalog, voice).map(({ id }) => id) : Object.keys(changed);
  return ['mode', ...known.filter((id) => id !== 'mode')].flatMap((id) => {
    const setting = descriptorOf(catalog, id);
    const value = id === 'mode' ? mode : changed[id];
    if (!setting || value === undefined) return [];
    if (setting.modes && !setting.modes.includes(String(mode))) return [];
    return [{ id, label: setting.label[language], value: settingText(value, setting, words) }];
  });
}

function changedFromDefaults(catalog: Catalog, settings: AnySettingValues): AnySettingValues {
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([id, value]) => JSON.stringify(descriptorOf(catalog, id)?.default) !== JSON.stringify(value),
    ),
  );
}

/** Settings whose value says by itself what it is. */
const namelessSettings: readonly string[] = ['mode', 'key', 'transposeSt'];

/** One line that says what will be, or was, done: `Deep, Snap, A minor, +5 st, Retune speed 28 ms, MP3`. */
export function recipeLine(
  voiceId: string,
  settings: AnySettingValues,
  format: ExportFormatId | null,
  words: Wording,
): string {
  const parts = changedSettings(voiceId, settings, words).map(({ id, label, value }) =>
    namelessSettings.includes(id) ? value : `${label.toLocaleLowerCase(words.language)} ${value}`,
  );
  const formatName = exportFormats.find(({ id }) => id === format)?.label;
  return [voiceName(voiceId, words), ...parts, ...(formatName === undefined ? [] : [formatName])].join(', ');
}
