import { Option, type Command } from 'commander';
import { invalidInput } from '../contract/checkInput.ts';
import type { CommandContext } from './commands/context.ts';
import { diagnostics } from './commands/diagnostics.ts';
import { network } from './commands/network.ts';
import { stats } from './commands/stats.ts';
import { wholeNumberFrom } from './numberFlags.ts';

/** `stats`, `network`, `diagnostics` */
export function addObservability(program: Command, context: CommandContext): void {
  const { texts } = context.terminal;
  const { commands, flags } = texts.observability;
  const json = (): Option => new Option('--json', texts.flags.json);
  program
    .command('stats')
    .description(commands.stats)
    .option('--days <n>', `${flags.days} (1 … 3650)`)
    .addOption(json())
    .option('--prometheus', flags.prometheus)
    .action(async (given: { days?: string; json?: boolean; prometheus?: boolean }) => {
      await stats(context, {
        days: given.days === undefined ? undefined : wholeNumberFrom('days', given.days, [1, 3650]),
        form: formOf(context, 'prometheus', given),
      });
    });
  program
    .command('network')
    .description(commands.network)
    .addOption(new Option('--limit <n>', `${flags.limit} (1 … 1000; ${texts.defaultIs('100')})`).default('100'))
    .addOption(json())
    .option('--csv', flags.csv)
    .action(async (given: { limit: string; json?: boolean; csv?: boolean }) => {
      const limit = wholeNumberFrom('limit', given.limit, [1, 1000]);
      await network(context, { limit, form: formOf(context, 'csv', given) });
    });
  program
    .command('diagnostics')
    .description(commands.diagnostics)
    .addOption(json())
    .action(async (given: { json?: boolean }) => {
      await diagnostics(context, given.json === true);
    });
}

/** One form of output at a time. */
function formOf<F extends string>(
  { terminal }: CommandContext,
  other: F,
  given: { readonly json?: boolean } & { readonly [K in F]?: boolean },
): 'text' | 'json' | F {
  const isOther = given[other] === true;
  if (given.json === true && isOther) {
    throw invalidInput(`--${other}`, 'said', terminal.texts.observability.onlyOneForm('--json'));
  }
  return given.json === true ? 'json' : isOther ? other : 'text';
}
