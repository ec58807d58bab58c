import { AppError } from '../../contract/errors.ts';
import { presetLimits, type Preset } from '../../contract/presets.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import type { CantadoCalls } from '../followJob.ts';
import { allSettings } from '../settingFlags.ts';
import { readSmallText } from '../smallText.ts';
import { tableLines } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

/** By id, or by name in any language, case ignored. @throws AppError PRESET_UNKNOWN */
export async function findPreset(cantado: CantadoCalls, wanted: string): Promise<Preset> {
  const presets = await cantado.call('presets.list', undefined);
  const same = (text: string): boolean => comparable(text) === comparable(wanted);
  const found = presets.find(({ id, name }) => same(id) || Object.values(name).some(same));
  if (!found) throw new AppError('PRESET_UNKNOWN', { preset: wanted });
  return found;
}

function comparable(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

export async function listPresets(context: CommandContext, isJson: boolean): Promise<void> {
  const presets = await context.withCantado((cantado) => cantado.call('presets.list', undefined));
  const { terminal, catalog } = context;
  if (isJson) return terminal.printJson(presets);
  const settings = allSettings(catalog);
  const rows = presets.map((preset) => [
    preset.id,
    preset.name[terminal.language],
    preset.sentence?.[terminal.language] ?? flagsOf(preset.settings, settings),
  ]);
  for (const line of tableLines(rows)) await terminal.print(line);
}

/** The settings as the flags that would make them. */
function flagsOf(values: AnySettingValues, settings: ReturnType<typeof allSettings>): string {
  return Object.entries(values)
    .flatMap(([id, value]) => {
      const setting = settings[id];
      return setting ? [`--${setting.flag} ${JSON.stringify(value).replaceAll('"', '')}`] : [];
    })
    .join(' ');
}

/** @throws AppError SETTING_*, PRESET_INVALID */
export async function savePreset(
  context: CommandContext,
  order: { readonly name: string; readonly settings: AnySettingValues; readonly isJson: boolean },
): Promise<void> {
  const settings = { ...order.settings } as Record<string, string | number | number[]>;
  const preset = await context.withCantado((cantado) => cantado.call('presets.save', { name: order.name, settings }));
  await tell(context.terminal, preset, context.terminal.texts.presets.saved, order.isJson);
}

/** @throws AppError PRESET_UNKNOWN, PRESET_IS_BUILT_IN */
export async function renamePreset(
  context: CommandContext,
  order: { readonly preset: string; readonly name: string; readonly isJson: boolean },
): Promise<void> {
  const renamed = await context.withCantado(async (cantado) => {
    const { id } = await findPreset(cantado, order.preset);
    return cantado.call('presets.rename', { presetId: id, name: order.name });
  });
  await tell(context.terminal, renamed, context.terminal.texts.presets.saved, order.isJson);
}

/** @throws AppError PRESET_UNKNOWN, PRESET_IS_BUILT_IN */
export async function removePreset(context: CommandContext, preset: string, isJson: boolean): Promise<void> {
  const removed = await context.withCantado(async (cantado) => {
    const { id } = await findPreset(cantado, preset);
    return cantado.call('presets.remove', { presetId: id });
  });
  await tell(context.terminal, removed, context.terminal.texts.presets.removed, isJson);
}

/** One line of text that brings the preset to another computer. @throws AppError PRESET_UNKNOWN */
export async function sharePreset(context: CommandContext, preset: string, isJson: boolean): Promise<void> {
  const shared = await context.withCantado(async (cantado) => {
    const { id } = await findPreset(cantado, preset);
    return cantado.call('presets.share', { presetId: id });
  });
  await (isJson ? context.terminal.printJson(shared) : context.terminal.print(shared.text));
}

/** @param given the shared text, or a file that holds it; @throws AppError PRESET_INVALID and those of the file */
export async function importPreset(context: CommandContext, given: string, isJson: boolean): Promise<void> {
  const isText = given.trimStart().startsWith('{');
  const text = isText ? given : await readSmallText(given, presetLimits.textCharacters);
  const preset = await context.withCantado((cantado) => cantado.call('presets.import', { text }));
  await tell(context.terminal, preset, context.terminal.texts.presets.saved, isJson);
}

async function tell(
  terminal: Terminal,
  preset: Preset,
  sentence: (name: string, id: string) => string,
  isJson: boolean,
): Promise<void> {
  if (isJson) return terminal.printJson(preset);
  await terminal.print(sentence(preset.name[terminal.language], preset.id));
}
