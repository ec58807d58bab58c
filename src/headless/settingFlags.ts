import { Option } from 'commander';
import { parseKey } from '../contract/music.ts';
import type { Language } from '../contract/language.ts';
import { allowedValuesOf, completeSettings } from '../contract/settings/schema.ts';
import {
  writtenUnit,
  type AnySettingValues,
  type SettingDescriptor,
  type SettingGroup,
} from '../contract/settings/descriptors.ts';
import { lackOf } from '../contract/settings/voiceNeeds.ts';
import type { Voice } from '../contract/voices.ts';
import { cliTexts } from './texts/texts.ts';

/** What can be set, as the registries offer it. */
export type SettingCatalog = {
  readonly perform: SettingGroup;
  readonly converters: readonly { readonly id: string; readonly settings: SettingGroup }[];
  readonly finish: SettingGroup;
};

/** Every setting of every converter, perform first, then the converter's own, then finish: the order of the window. */
export function allSettings(catalog: SettingCatalog): SettingGroup {
  const converters = catalog.converters.map((converter) => converter.settings);
  return Object.assign({}, catalog.perform, ...converters, catalog.finish) as SettingGroup;
}

/** Those that are heard in a mode, without the choice of it. */
export function catalogOfMode(catalog: SettingCatalog, mode: string): SettingCatalog {
  const heard = (group: SettingGroup): SettingGroup =>
    Object.fromEntries(
      Object.entries(group).filter(([id, { modes }]) => id !== 'mode' && (modes === undefined || modes.includes(mode))),
    );
  return {
    perform: heard(catalog.perform),
    converters: catalog.converters.map(({ id, settings }) => ({ id, settings: heard(settings) })),
    finish: heard(catalog.finish),
  };
}

/** Those that the voice's converter has; see idleInVoice for the others. */
export function settingsInVoice(
  catalog: SettingCatalog,
  settings: AnySettingValues,
  { converterId }: Pick<Voice, 'converterId'>,
): AnySettingValues {
  const converter = catalog.converters.find(({ id }) => id === converterId);
  const own = { ...catalog.perform, ...converter?.settings, ...catalog.finish };
  return Object.fromEntries(Object.entries(settings).filter(([id]) => Object.hasOwn(own, id)));
}

/** `ms`, `dB|off`, `keep|snap|chant`: what stands in angle brackets after the flag. */
function placeholderOf(setting: SettingDescriptor): string {
  switch (setting.kind) {
    case 'number': {
      const unit = writtenUnit(setting.unit) || `${String(setting.min)}..${String(setting.max)}`;
      return [unit, ...(setting.canBeOff ? ['off'] : []), ...(setting.canBeAuto ? ['auto'] : [])].join('|');
    }
    case 'choice':
      return setting.options.map((option) => option.id).join('|');
    case 'key':
      return 'key|auto';
    case 'notes':
      return 'notes|scale';
    case 'effects':
      return 'chain';
  }
}

/**
 * Reads a flag's word as the setting's value. A word that makes no sense is passed on as it is, so that the one
 * validation (completeSettings) refuses it and names the range.
 */
export function parseSettingValue(setting: SettingDescriptor, word: string): number | string | readonly number[] {
  const trimmed = word.trim();
  switch (setting.kind) {
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : trimmed.toLowerCase();
    case 'choice':
      return trimmed.toLowerCase();
    case 'key':
      return trimmed.toLowerCase() === 'auto' ? 'auto' : trimmed;
    case 'notes': {
      if (trimmed.toLowerCase() === 'scale') return 'scale';
      const classes = trimmed.split(/[\s,]+/).map((name) => parseKey(`${name} chromatic`)?.root);
      const known = classes.filter((value) => value !== undefined);
      return known.length === classes.length ? [...new Set(known)].sort((a, b) => a - b) : trimmed;
    }
    case 'effects':
      return trimmed.toLowerCase() === 'none' ? '' : trimmed;
  }
}

function defaultText(setting: SettingDescriptor): string {
  if (setting.kind === 'effects') return 'none';
  const unit = setting.kind === 'number' ? ` ${writtenUnit(setting.unit)}`.trimEnd() : '';
  return `${String(setting.default)}${typeof setting.default === 'number' ? unit : ''}`;
}

/** One commander option per setting: flag, sentence, range and default all come from the descriptor. */
export function settingOptions(catalog: SettingCatalog, language: Language): Option[] {
  const texts = cliTexts(language);
  return Object.values(allSettings(catalog)).map((setting) => {
    const facts = [
      ...(setting.kind === 'choice' ? [] : [allowedValuesOf(setting)]),
      texts.defaultIs(defaultText(setting)),
      ...(setting.modes ? [texts.onlyInModes(setting.modes.join(', '))] : []),
    ];
    return new Option(
      `--${setting.flag} <${placeholderOf(setting)}>`,
      `${setting.sentence[language]} (${facts.join('; ')})`,
    );
  });
}

/**
 * The settings a command line names, checked.
 * @throws AppError SETTING_OUT_OF_RANGE, with the flag as it is typed.
 */
export function settingsFromFlags(catalog: SettingCatalog, flags: Readonly<Record<string, unknown>>): AnySettingValues {
  const group = allSettings(catalog);
  const chosen: Record<string, number | string | readonly number[]> = {};
  for (const [id, setting] of Object.entries(group)) {
    const word = flags[new Option(`--${setting.flag} <value>`).attributeName()];
    if (typeof word === 'string') chosen[id] = parseSettingValue(setting, word);
  }
  completeSettings(group, chosen);
  return chosen;
}

/** Flags that were given but change nothing in the mode that will be sung. */
export function idleFlags(
  catalog: SettingCatalog,
  settings: AnySettingValues,
): { readonly flags: readonly string[]; readonly mode: string } {
  const group = allSettings(catalog);
  const mode = String(settings['mode'] ?? group['mode']?.default ?? '');
  const idle = Object.keys(settings).flatMap((id) => {
    const setting = group[id];
    return setting?.modes && !setting.modes.includes(mode) ? [`--${setting.flag}`] : [];
  });
  return { flags: idle, mode };
}

/** Sentences about flags that were given but change nothing in the voice that will sing. */
export function idleInVoice(
  catalog: SettingCatalog,
  settings: AnySettingValues,
  voice: Pick<Voice, 'name' | 'converterId' | 'passport'>,
  language: Language,
): readonly string[] {
  const group = allSettings(catalog);
  const converter = catalog.converters.find(({ id }) => id === voice.converterId);
  const own = { ...catalog.perform, ...converter?.settings, ...catalog.finish };
  return Object.keys(settings).flatMap((id) => {
    const setting = group[id];
    if (!setting) return [];
    const flag = `--${setting.flag}`;
    if (!Object.hasOwn(own, id)) return [cliTexts(language).noEffectInVoice(flag, voice.name[language])];
    const lack = lackOf(setting, voice);
    return lack ? [`${flag}: ${lack[language]}`] : [];
  });
}
