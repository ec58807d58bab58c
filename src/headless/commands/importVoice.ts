import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { ImportLine, ImportReport } from '../../contract/imports.ts';
import { importLineText } from '../../contract/texts/importTexts.ts';
import type { ConsentLabel, Voice } from '../../contract/voices.ts';
import { untilStopped, type CantadoCalls } from '../followJob.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

export type ImportOrder = {
  readonly file: string;
  readonly index: string | undefined;
  readonly name: string | undefined;
  readonly consent: ConsentLabel | undefined;
  readonly licence: string | undefined;
  readonly isJson: boolean;
};

const marks = { ok: '✓', note: '–', warning: '!', refused: '×' } as const satisfies Record<
  ImportLine['status'],
  string
>;

/**
 * Opens a voice, says line by line what was found, and adds it.
 * @throws AppError of the file; CANCELLED after Ctrl-C
 */
export async function importVoice(context: CommandContext, order: ImportOrder): Promise<void> {
  const { terminal, stop } = context;
  await context.withCantado(async (cantado) => {
    const importId = crypto.randomUUID();
    const discard = (): Promise<void> => cantado.call('voices.discard', { importId });
    const request = {
      path: path.resolve(order.file),
      ...(order.index === undefined ? {} : { indexPath: path.resolve(order.index) }),
    };
    const report = await untilStopped(() => cantado.call('voices.inspect', { ...request, importId }), stop, discard);
    // Read in spite of it, it came too late to be stopped.
    if (stop.aborted) {
      await discard();
      throw new AppError('CANCELLED', {});
    }
    if (!order.isJson) await printReport(terminal, report);
    const voice = await addOrFind(cantado, report, order);
    if (order.isJson) return terminal.printJson({ report, voice });
    const { added, alreadyHere } = terminal.texts.voices;
    const name = voice.name[terminal.language];
    await terminal.print(report.canAdd ? added(name, voice.id) : alreadyHere(name, voice.id));
  });
}

/** The same voice is not added twice; then the one that is here is the answer. */
function addOrFind(cantado: CantadoCalls, report: ImportReport, order: ImportOrder): Promise<Voice> {
  const { name, consent, licence } = order;
  return cantado.call('voices.add', {
    importId: report.importId,
    ...(name === undefined ? {} : { name }),
    ...(consent === undefined ? {} : { consent }),
    ...(licence === undefined ? {} : { licence }),
  });
}

async function printReport(terminal: Terminal, { lines }: ImportReport): Promise<void> {
  for (const line of lines) await terminal.print(`${marks[line.status]} ${importLineText(line, terminal.language)}`);
}
