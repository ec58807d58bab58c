import { Option, type Command } from 'commander';
import type { CommandContext } from './commands/context.ts';
import {
  backUpStorage,
  clearOutStorage,
  clearStorage,
  moveStorage,
  restoreStorage,
  showStorage,
} from './commands/storage.ts';
import { storageTexts } from './texts/storageTexts.ts';

type JsonFlag = { readonly json?: boolean };

/** `storage [clear cache|bin | clear-out | move <folder> | back-up <file> | restore <file>]` */
export function addStorage(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const { commands, flags } = storageTexts[terminal.language];
  const json = (): Option => new Option('--json', terminal.texts.flags.json);
  const storage = program
    .command('storage')
    .description(commands.all)
    .addOption(json())
    .action(async (given: JsonFlag) => {
      await showStorage(context, given.json === true);
    });
  /** `--json` may stand before the name of a command, too. */
  const isJson = (command: Command): boolean => command.optsWithGlobals<JsonFlag>().json === true;
  storage
    .command('clear')
    .description(commands.clear)
    .argument('<cache|bin>', flags.what)
    .addOption(json())
    .action(async (what: string, _given: JsonFlag, command: Command) => {
      await clearStorage(context, what, isJson(command));
    });
  storage
    .command('clear-out')
    .description(commands.clearOut)
    .addOption(json())
    .action(async (_given: JsonFlag, command: Command) => {
      await clearOutStorage(context, isJson(command));
    });
  storage
    .command('move')
    .description(commands.move)
    .argument('<folder>', flags.folder)
    .addOption(json())
    .action(async (folder: string, _given: JsonFlag, command: Command) => {
      await moveStorage(context, folder, isJson(command));
    });
  storage
    .command('back-up')
    .description(commands.backUp)
    .argument('<file>', flags.newBackup)
    .option('--without-takes', flags.withoutTakes)
    .addOption(json())
    .action(async (file: string, given: { readonly withoutTakes?: boolean }, command: Command) => {
      await backUpStorage(context, { file, withTakes: given.withoutTakes !== true, isJson: isJson(command) });
    });
  storage
    .command('restore')
    .description(commands.restore)
    .argument('<file>', flags.backup)
    .addOption(json())
    .action(async (file: string, _given: JsonFlag, command: Command) => {
      await restoreStorage(context, file, isJson(command));
    });
}
