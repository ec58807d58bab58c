import { Option, type Command } from 'commander';
import { nameFields, defaultNameTemplate } from '../contract/exports.ts';
import { cancelBatch, listBatches, retryBatch, showBatch, singBatch } from './commands/batches.ts';
import type { CommandContext } from './commands/context.ts';
import { folderExportFromFlags } from './exportFlags.ts';
import { addRenderFlags, seedFrom, type RenderFlags } from './renderFlags.ts';
import { idleFlags, settingsFromFlags } from './settingFlags.ts';

/** `batch <paths…>` and `batches list | show | cancel | retry` */
export function addBatches(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  const { commands, flags } = texts.batches;
  const batch = program.command('batch').description(commands.batch).argument('<paths...>', flags.paths);
  addRenderFlags(batch, context, context.catalog, { out: ['--out <folder>', flags.out], seed: flags.seed });
  const fields = nameFields.map((field) => `{${field}}`).join(' ');
  batch.option('--template <text>', `${flags.template} (${fields}; ${texts.defaultIs(defaultNameTemplate)})`);
  batch.action(async (paths: string[], given: RenderFlags) => {
    const settings = settingsFromFlags(context.catalog, given);
    const idle = idleFlags(context.catalog, settings);
    for (const flag of idle.flags) context.terminal.note(texts.noEffect(flag, idle.mode));
    await singBatch(context, {
      paths,
      voice: given.voice,
      style: given.style,
      settings,
      seed: seedFrom(given.seed),
      exportTo: folderExportFromFlags(given),
      isJson: given.json === true,
    });
  });
  const batches = program.command('batches').description(commands.all);
  const json = (): Option => new Option('--json', texts.flags.json);
  batches
    .command('list')
    .description(commands.list)
    .addOption(json())
    .action(async (given: { json?: boolean }) => {
      await listBatches(context, given.json === true);
    });
  const ofOne = [
    ['show', commands.show, showBatch],
    ['cancel', commands.cancel, cancelBatch],
    ['retry', commands.retry, retryBatch],
  ] as const;
  for (const [name, description, run] of ofOne) {
    batches
      .command(name)
      .description(description)
      .argument('<batch>', flags.id)
      .addOption(json())
      .action(async (word: string, given: { json?: boolean }) => {
        await run(context, word, given.json === true);
      });
  }
}
