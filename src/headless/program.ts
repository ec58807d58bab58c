import { Command, Option } from 'commander';
import { invalidInput } from '../contract/checkInput.ts';
import { AppError } from '../contract/errors.ts';
import { languages } from '../contract/language.ts';
import { addBaseModels } from './baseModelCommands.ts';
import { addBatches } from './batchCommands.ts';
import { analyse } from './commands/analyse.ts';
import type { CommandContext } from './commands/context.ts';
import { convert } from './commands/convert.ts';
import { devices } from './commands/devices.ts';
import { serve } from './commands/serve.ts';
import { wholeNumberFrom } from './numberFlags.ts';
import { addObservability } from './observabilityCommands.ts';
import { addPresets } from './presetCommands.ts';
import { addJobs, addQueue } from './queueCommands.ts';
import { addRenderFlags, renderOrder, type RenderFlags } from './renderFlags.ts';
import { idleFlags } from './settingFlags.ts';
import { addSing } from './singCommand.ts';
import { addStorage } from './storageCommands.ts';
import { printable, type OutputStream } from './terminal.ts';
import { addVoices } from './voiceCommands.ts';

/**
 * The commands and flags of `cantado`, in the terminal's language. Parsing it runs the command.
 * @param output where `--help` and `--version` are printed
 */
export function buildProgram(context: CommandContext, version: string, output: OutputStream): Command {
  const { texts } = context.terminal;
  const program = new Command('cantado')
    .description(texts.about)
    .version(version, '-V, --version', texts.versionFlag)
    .helpOption('-h, --help', texts.helpFlag)
    .helpCommand('help [command]', texts.helpCommand)
    .addHelpText('after', `\n${texts.helpAfter}`)
    .addOption(new Option('--data-dir <folder>', texts.flags.dataDir))
    .addOption(languageOption(context))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => translateTitle(context, title),
      // Defaults are told in the person's language, inside the description.
      optionDescription: (option) => option.description,
    })
    .configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void context.terminal.error.write(text),
      // Usage errors are thrown and printed like every other error.
      outputError: () => undefined,
    })
    .exitOverride();
  addConvert(program, context);
  addSing(program, context);
  addBatches(program, context);
  addAnalyse(program, context);
  addVoices(program, context);
  addPresets(program, context);
  addDevices(program, context);
  addJobs(program, context);
  addQueue(program, context);
  addBaseModels(program, context);
  addObservability(program, context);
  addStorage(program, context);
  addServe(program, context);
  return program;
}

function translateTitle(context: CommandContext, title: string): string {
  const titles: Readonly<Record<string, string>> = context.terminal.texts.helpTitles;
  return titles[title] ?? title;
}

function jsonOption(context: CommandContext): Option {
  return new Option('--json', context.terminal.texts.flags.json);
}

function languageOption(context: CommandContext): Option {
  const { flags } = context.terminal.texts;
  return new Option('--language <language>', `${flags.language} (${languages.join(', ')})`).argParser(
    (word: string) => {
      const language = languages.find((candidate) => candidate.slice(0, 2) === word.slice(0, 2).toLowerCase());
      if (language) return language;
      const allowed = languages.join(', ');
      throw new AppError('SETTING_OUT_OF_RANGE', { setting: 'language', flag: 'language', value: word, allowed });
    },
  );
}

function addConvert(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  const command = program.command('convert').description(texts.commands.convert).argument('<file>', texts.flags.file);
  addRenderFlags(command, context, context.catalog);
  command.action(async (file: string, given: RenderFlags) => {
    const order = renderOrder(context, context.catalog, file, given);
    const idle = idleFlags(context.catalog, order.settings);
    for (const flag of idle.flags) context.terminal.note(texts.noEffect(flag, idle.mode));
    await convert(context, order);
  });
}

function addAnalyse(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  program
    .command('analyse')
    .description(texts.commands.analyse)
    .argument('<file>', texts.flags.file)
    .addOption(jsonOption(context))
    .action(async (file: string, { json }: { json?: boolean }) => {
      await analyse(context, file, json === true);
    });
}

function addDevices(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  program
    .command('devices')
    .description(texts.commands.devices)
    .option('--test', texts.flags.testDevices)
    .option('--use <device|auto>', texts.flags.useDevice)
    .addOption(jsonOption(context))
    .action(async ({ test, use, json }: { test?: boolean; use?: string; json?: boolean }) => {
      await devices(context, { isTestWanted: test === true, use, isJson: json === true });
    });
}

function addServe(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  program
    .command('serve')
    .description(texts.commands.serve)
    .option('--port <n>', texts.flags.port)
    .option('--open', texts.flags.open)
    .option('--token-file <file>', texts.flags.tokenFile)
    .addOption(jsonOption(context))
    .action(async (given: { port?: string; open?: boolean; tokenFile?: string; json?: boolean }) => {
      await serve(context, {
        port: given.port === undefined ? 0 : wholeNumberFrom('port', given.port, [0, 65_535]),
        isBrowserWanted: given.open === true,
        tokenFile: given.tokenFile,
        isJson: given.json === true,
      });
    });
}

/** A usage error as the one kind of error people and scripts see: what word, and what is wrong with it. */
export function usageError(
  context: CommandContext,
  error: { readonly code: string; readonly message: string },
): AppError {
  const { usage } = context.terminal.texts;
  const [, subject = ''] = /'(.*?)'/s.exec(error.message) ?? [];
  const [, suggestion] = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(error.message) ?? [];
  const reasons: Readonly<Record<string, string>> = {
    'commander.unknownOption': usage.unknownOption,
    'commander.missingArgument': usage.missingArgument,
    'commander.optionMissingArgument': usage.missingValue,
    'commander.excessArguments': usage.tooManyArguments,
    'commander.unknownCommand': usage.unknownCommand,
  };
  const hints = [
    reasons[error.code] ?? usage.other,
    ...(suggestion === undefined ? [] : [usage.didYouMean(suggestion)]),
    ...(error.code === 'commander.unknownOption' && suggestion === undefined ? [usage.dashName] : []),
  ];
  return invalidInput(printable(subject), 'said', hints.join('; '));
}
