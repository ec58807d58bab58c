import { Option, type Command } from 'commander';
import { exportFormats } from '../contract/exports.ts';
import type { CommandContext } from './commands/context.ts';
import type { ConvertOrder } from './commands/convert.ts';
import { exportFromFlags, type ExportFlags } from './exportFlags.ts';
import { wholeNumberFrom } from './numberFlags.ts';
import { settingOptions, settingsFromFlags, type SettingCatalog } from './settingFlags.ts';

const defaultVoice = 'your-own-voice';
const largestSeed = 2 ** 32 - 1;

export type RenderFlags = ExportFlags & {
  readonly voice: string;
  readonly style?: string;
  readonly seed?: string;
  readonly json?: boolean;
};

/**
 * The flags of every command that makes a take: who sings, how, and where the file goes.
 * @param own words for the flags that mean something else to a command
 */
export function addRenderFlags(
  command: Command,
  context: CommandContext,
  catalog: SettingCatalog,
  own: { readonly out: [flag: string, text: string]; readonly seed: string } = {
    out: ['--out <file>', context.terminal.texts.flags.out],
    seed: context.terminal.texts.flags.seed,
  },
): void {
  const { texts, language } = context.terminal;
  const { flags, defaultIs } = texts;
  const bits = exportFormats.flatMap((format) =>
    format.id === 'mp3' ? [] : [`${format.label} ${format.qualities.join(', ')}`],
  );
  const quality = exportFormats.flatMap((format) => (format.id === 'mp3' ? [format.qualities.join(', ')] : []));
  const formatIds = exportFormats.map((format) => format.id).join('|');
  command
    .addOption(new Option('--voice <name|id>', `${flags.voice} (${defaultIs(defaultVoice)})`).default(defaultVoice))
    .option('--style <name|id>', flags.style);
  for (const option of settingOptions(catalog, language)) command.addOption(option);
  command
    .option(`--format <${formatIds}>`, `${flags.format} (${defaultIs(exportFormats[0].id)})`)
    .option('--bits <16|24|32f>', `${flags.bits} (${bits.join('; ')}; ${defaultIs(exportFormats[0].qualities[0])})`)
    .option(
      '--quality <V0|320>',
      `${flags.quality} (${quality.join('; ')}; ${defaultIs(exportFormats[1].qualities[0])})`,
    )
    .option(...own.out)
    .option('--seed <n>', `${own.seed} (0 … ${String(largestSeed)})`)
    .addOption(new Option('--json', flags.json));
}

/** @throws AppError SETTING_OUT_OF_RANGE, INVALID_INPUT, OUTPUT_EXISTS, FOLDER_NOT_WRITABLE */
export function renderOrder(
  context: CommandContext,
  catalog: SettingCatalog,
  file: string,
  given: RenderFlags,
): ConvertOrder {
  return {
    file,
    voice: given.voice,
    style: given.style,
    settings: settingsFromFlags(catalog, given),
    exportTo: exportFromFlags(given, context.terminal.texts),
    seed: seedFrom(given.seed),
    isJson: given.json === true,
    song: null,
  };
}

/** @throws AppError SETTING_OUT_OF_RANGE */
export function seedFrom(word: string | undefined): number | undefined {
  return word === undefined ? undefined : wholeNumberFrom('seed', word, [0, largestSeed]);
}
