import { Option, type Command } from 'commander';
import { downloadBaseModel, importBaseModel, listBaseModels, removeBaseModel } from './commands/baseModels.ts';
import type { CommandContext } from './commands/context.ts';

/** `base-models list | download <id> | import <file> | remove <id>` */
export function addBaseModels(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  const { commands, flags } = texts.baseModels;
  const json = (): Option => new Option('--json', texts.flags.json);
  const baseModels = program.command('base-models').description(commands.all);
  baseModels
    .command('list')
    .description(commands.list)
    .addOption(json())
    .action(async (given: { json?: boolean }) => {
      await listBaseModels(context, given.json === true);
    });
  const ofOne = [
    ['download', commands.download, '<id>', flags.id, downloadBaseModel],
    ['import', commands.import, '<file>', flags.file, importBaseModel],
    ['remove', commands.remove, '<id>', flags.id, removeBaseModel],
  ] as const;
  for (const [name, description, argument, argumentText, run] of ofOne) {
    baseModels
      .command(name)
      .description(description)
      .argument(argument, argumentText)
      .addOption(json())
      .action(async (word: string, given: { json?: boolean }) => {
        await run(context, word, given.json === true);
      });
  }
}
