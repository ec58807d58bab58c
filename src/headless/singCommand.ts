import type { Command } from 'commander';
import { invalidInput } from '../contract/checkInput.ts';
import { AppError } from '../contract/errors.ts';
import type { CommandContext } from './commands/context.ts';
import { convert } from './commands/convert.ts';
import { describeMelody } from './commands/melody.ts';
import type { BackingOrder, MelodyOrder, SongOrder } from './commands/song.ts';
import { numberFrom, wholeNumberFrom } from './numberFlags.ts';
import { addRenderFlags, renderOrder, type RenderFlags } from './renderFlags.ts';
import { catalogOfMode } from './settingFlags.ts';

const largestTrack = 10_000;
const usualGainDb = -6;
const gainRangeDb = [-40, 12] as const;
const startRangeSec = [0, 4 * 3600] as const;

type SongFlags = {
  readonly melody?: string;
  readonly track?: string;
  readonly notes?: string;
  readonly hum?: string;
  readonly guide?: string;
  readonly guideWords?: boolean;
  readonly plan?: string;
  readonly lyrics?: string;
  readonly backing?: string;
  readonly backingGain?: string;
  readonly backingStart?: string;
  readonly withBacking?: boolean;
  readonly scoreOut?: string;
};

/** `cantado sing <file>` on a melody, and `cantado melody <file>`, which tells what a file of notes holds. */
export function addSing(program: Command, context: CommandContext): void {
  const { sing, defaultIs, flags } = context.terminal.texts;
  const catalog = catalogOfMode(context.catalog, 'melody');
  const command = program.command('sing').description(sing.command).argument('<file>', flags.file);
  command
    .option('--melody <file>', sing.flags.melody)
    .option('--track <n>', sing.flags.track)
    .option('--notes <notes>', sing.flags.notes)
    .option('--hum <file>', sing.flags.hum)
    .option('--guide <file>', sing.flags.guide)
    .option('--guide-words', sing.flags.guideWords)
    .option('--plan <file>', sing.flags.plan)
    .option('--lyrics <file>', sing.flags.lyrics)
    .option('--backing <file>', sing.flags.backing)
    .option(
      '--backing-gain <dB>',
      `${sing.flags.backingGain} (${gainRangeDb.join(' … ')} dB; ${defaultIs(String(usualGainDb))} dB)`,
    )
    .option('--backing-start <s>', `${sing.flags.backingStart} (${defaultIs('0')})`)
    .option('--with-backing', sing.flags.withBacking)
    .option('--score-out <file>', sing.flags.scoreOut);
  addRenderFlags(command, context, catalog);
  command.action(async (file: string, given: RenderFlags & SongFlags) => {
    const song = songFrom(context, given);
    const order = renderOrder(context, catalog, file, given);
    const exportTo = { ...order.exportTo, ...(given.withBacking === true ? { withBacking: true } : {}) };
    await convert(context, { ...order, exportTo, song });
  });
  program
    .command('melody')
    .description(sing.melodyCommand)
    .argument('<file>', sing.melodyFile)
    .option('--track <n>', sing.flags.track)
    .option('--json', flags.json)
    .action(async (file: string, given: { track?: string; json?: boolean }) => {
      await describeMelody(context, { file, track: trackFrom(given.track), isJson: given.json === true });
    });
}

/** @throws AppError MELODY_MISSING, INVALID_INPUT, SETTING_OUT_OF_RANGE */
function songFrom(context: CommandContext, given: SongFlags): SongOrder {
  checkCompanions(context, given);
  return {
    melody: melodyFrom(context, given),
    lyricsFile: given.lyrics,
    backing: backingFrom(given),
    scoreOut: given.scoreOut,
  };
}

function melodyFrom({ terminal }: CommandContext, given: SongFlags): MelodyOrder {
  const { melody, notes, hum, guide, plan } = given;
  const use = given.guideWords === true ? 'words' : 'notes';
  const sources: readonly (readonly [string, MelodyOrder] | undefined)[] = [
    melody === undefined ? undefined : ['--melody', { kind: 'file', file: melody, track: trackFrom(given.track) }],
    notes === undefined ? undefined : ['--notes', { kind: 'notes', text: notes }],
    hum === undefined ? undefined : ['--hum', { kind: 'guide', file: hum, use: 'notes' }],
    guide === undefined ? undefined : ['--guide', { kind: 'guide', file: guide, use }],
    plan === undefined ? undefined : ['--plan', { kind: 'plan', file: plan }],
  ];
  const [first, second] = sources.flatMap((source) => (source ? [source] : []));
  if (!first) throw new AppError('MELODY_MISSING', {});
  if (second) throw invalidInput(second[0], 'said', terminal.texts.sing.onlyOne(first[0]));
  return first[1];
}

/** Flags that mean nothing without another one. */
function checkCompanions({ terminal }: CommandContext, given: SongFlags): void {
  const needs = [
    ['--track', given.track, '--melody', given.melody],
    ['--guide-words', given.guideWords, '--guide', given.guide],
    ['--backing-gain', given.backingGain, '--backing', given.backing],
    ['--backing-start', given.backingStart, '--backing', given.backing],
    ['--with-backing', given.withBacking, '--backing', given.backing],
  ] as const;
  for (const [flag, value, other, otherValue] of needs) {
    if (value === undefined || otherValue !== undefined) continue;
    throw invalidInput(flag, 'said', terminal.texts.sing.onlyWith(other));
  }
}

function backingFrom({ backing, backingGain, backingStart }: SongFlags): BackingOrder | undefined {
  if (backing === undefined) return undefined;
  return {
    file: backing,
    gainDb: backingGain === undefined ? usualGainDb : numberFrom('backing-gain', backingGain, gainRangeDb),
    startSec: backingStart === undefined ? 0 : numberFrom('backing-start', backingStart, startRangeSec),
  };
}

function trackFrom(word: string | undefined): number | undefined {
  return word === undefined ? undefined : wholeNumberFrom('track', word, [0, largestTrack]);
}
