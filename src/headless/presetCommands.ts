import { Option, type Command } from 'commander';
import type { CommandContext } from './commands/context.ts';
import { importPreset, listPresets, removePreset, renamePreset, savePreset, sharePreset } from './commands/presets.ts';
import { settingOptions, settingsFromFlags } from './settingFlags.ts';

/** `presets list | save <name> | rename <preset> <name> | remove <preset> | share <preset> | import <text|file>` */
export function addPresets(program: Command, context: CommandContext): void {
  const { texts, language } = context.terminal;
  const { commands, flags } = texts.presets;
  const json = (): Option => new Option('--json', texts.flags.json);
  const presets = program.command('presets').description(commands.all);
  presets
    .command('list')
    .description(commands.list)
    .addOption(json())
    .action(async (given: { json?: boolean }) => {
      await listPresets(context, given.json === true);
    });
  const save = presets.command('save').description(commands.save).argument('<name>', flags.name);
  for (const option of settingOptions(context.catalog, language)) save.addOption(option);
  save.addOption(json()).action(async (name: string, given: { json?: boolean }) => {
    await savePreset(context, {
      name,
      settings: settingsFromFlags(context.catalog, given),
      isJson: given.json === true,
    });
  });
  presets
    .command('rename')
    .description(commands.rename)
    .argument('<preset>', flags.preset)
    .argument('<name>', flags.name)
    .addOption(json())
    .action(async (preset: string, name: string, given: { json?: boolean }) => {
      await renamePreset(context, { preset, name, isJson: given.json === true });
    });
  const ofOne = [
    ['remove', commands.remove, '<preset>', flags.preset, removePreset],
    ['share', commands.share, '<preset>', flags.preset, sharePreset],
    ['import', commands.import, '<text|file>', flags.text, importPreset],
  ] as const;
  for (const [name, description, argument, argumentText, run] of ofOne) {
    presets
      .command(name)
      .description(description)
      .argument(argument, argumentText)
      .addOption(json())
      .action(async (word: string, given: { json?: boolean }) => {
        await run(context, word, given.json === true);
      });
  }
}
