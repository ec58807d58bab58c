import { Option, type Command } from 'commander';
import { AppError } from '../contract/errors.ts';
import { consentLabels, type ConsentLabel } from '../contract/voices.ts';
import type { CommandContext } from './commands/context.ts';
import { importVoice } from './commands/importVoice.ts';
import { listRemovedVoices, listVoices, removeVoice, restoreVoice, showVoice } from './commands/voices.ts';

type ImportFlags = {
  readonly index?: string;
  readonly name?: string;
  readonly consent?: string;
  readonly licence?: string;
  readonly json?: boolean;
};

/** `cantado voices …` */
export function addVoices(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  const json = (): Option => new Option('--json', texts.flags.json);
  const voices = program.command('voices').description(texts.commands.voices);
  const lists = [
    ['list', texts.commands.voicesList, listVoices],
    ['removed', texts.commands.voicesRemoved, listRemovedVoices],
  ] as const;
  for (const [name, description, run] of lists) {
    voices
      .command(name)
      .description(description)
      .addOption(json())
      .action(async (given: { json?: boolean }) => {
        await run(context, given.json === true);
      });
  }
  const oneVoice = [
    ['show', texts.commands.voicesShow, showVoice],
    ['remove', texts.commands.voicesRemove, removeVoice],
    ['restore', texts.commands.voicesRestore, restoreVoice],
  ] as const;
  for (const [name, description, run] of oneVoice) {
    voices
      .command(name)
      .description(description)
      .argument('<voice>', texts.flags.voiceArgument)
      .addOption(json())
      .action(async (voice: string, given: { json?: boolean }) => {
        await run(context, voice, given.json === true);
      });
  }
  addImport(voices, context);
}

function addImport(voices: Command, context: CommandContext): void {
  const { flags, commands } = context.terminal.texts;
  voices
    .command('import')
    .description(commands.voicesImport)
    .argument('<file>', flags.voiceFile)
    .option('--index <file>', flags.index)
    .option('--name <name>', flags.name)
    .option(`--consent <${consentLabels.join('|')}>`, flags.consent)
    .option('--licence <text>', flags.licence)
    .addOption(new Option('--json', flags.json))
    .action(async (file: string, given: ImportFlags) => {
      const { index, name, consent, licence, json } = given;
      await importVoice(context, { file, index, name, licence, consent: consentFrom(consent), isJson: json === true });
    });
}

function consentFrom(word: string | undefined): ConsentLabel | undefined {
  if (word === undefined) return undefined;
  const label = consentLabels.find((candidate) => candidate === word.toLowerCase());
  if (label) return label;
  const allowed = consentLabels.join(', ');
  throw new AppError('SETTING_OUT_OF_RANGE', { setting: 'consent', flag: 'consent', value: word, allowed });
}
