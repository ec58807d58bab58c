import path from 'node:path';
import type { Cantado } from '../../adapters/cantado.ts';
import type { Batch, BatchItem } from '../../contract/batches.ts';
import { AppError } from '../../contract/errors.ts';
import type { ExportRequest } from '../../contract/exports.ts';
import { batchIdSchema, type BatchId } from '../../contract/ids.ts';
import { errorText } from '../../contract/texts/errorTexts.ts';
import { exitCodes } from '../exitCodes.ts';
import { endedCount, followBatch } from '../followBatch.ts';
import { formatDuration, openProgress, type ProgressView } from '../progress.ts';
import { tableLines } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import { tellPauses } from '../tellPauses.ts';
import { chosenVoice, type VoiceOrder } from './chosenVoice.ts';
import type { CommandContext } from './context.ts';

const pageLength = 1000;

export type SingBatchOrder = VoiceOrder & {
  readonly paths: readonly string[];
  readonly seed: number | undefined;
  readonly exportTo: ExportRequest;
  readonly isJson: boolean;
};

/**
 * Brings files and folders, waits until each is sung or failed, and says what became of it. Ends with `partly` where some
 * failed.
 * @throws AppError of what holds for all files; CANCELLED after Ctrl-C
 */
export async function singBatch(context: CommandContext, order: SingBatchOrder): Promise<void> {
  await context.withCantado(async (cantado) => {
    const { voice, settings } = await chosenVoice(context, cantado, order);
    const { id } = await cantado.call('batches.create', {
      paths: order.paths.map((given) => path.resolve(given)),
      voiceId: voice.id,
      settings,
      ...(order.seed === undefined ? {} : { seed: order.seed }),
      export: order.exportTo,
    });
    await waitForBatch(context, cantado, id, order.isJson);
  });
}

/** As the queue lives only while a program runs, it is waited for. @throws AppError BATCH_UNKNOWN, CANCELLED */
export async function retryBatch(context: CommandContext, word: string, isJson: boolean): Promise<void> {
  const batchId = batchIdFrom(word);
  await context.withCantado(async (cantado) => {
    await cantado.call('batches.retry', { batchId });
    await waitForBatch(context, cantado, batchId, isJson);
  });
}

export async function listBatches(context: CommandContext, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const batches = await context.withCantado((cantado) => cantado.call('batches.list', {}));
  if (isJson) return terminal.printJson(batches);
  if (batches.length === 0) return terminal.note(terminal.texts.nothingHere);
  const { states, progress } = terminal.texts.batches;
  const rows = batches.map((batch) => [
    batch.id,
    states[batch.state],
    progress(endedCount(batch), batch.total, batch.counts),
    batch.voiceId,
    batch.name,
  ]);
  for (const line of tableLines(rows)) await terminal.print(line);
}

/** @throws AppError BATCH_UNKNOWN */
export async function showBatch(context: CommandContext, word: string, isJson: boolean): Promise<void> {
  const batchId = batchIdFrom(word);
  const { terminal } = context;
  await context.withCantado(async (cantado) => {
    const batch = await cantado.call('batches.get', { batchId });
    const items: BatchItem[] = [];
    for (let offset = 0; offset < batch.total; offset += pageLength) {
      items.push(...(await cantado.call('batches.items', { batchId, offset, limit: pageLength })));
    }
    if (isJson) return terminal.printJson({ ...batch, files: items });
    const rows = items.map((item) => [
      terminal.texts.batches.statuses[item.status],
      item.name,
      item.outputPath ?? (item.error ? errorText(item.error, terminal.language).title : ''),
    ]);
    for (const line of tableLines(rows)) await terminal.print(line);
  });
}

/** @throws AppError BATCH_UNKNOWN */
export async function cancelBatch(context: CommandContext, word: string, isJson: boolean): Promise<void> {
  const batchId = batchIdFrom(word);
  const { terminal } = context;
  const batch = await context.withCantado((cantado) => cantado.call('batches.cancel', { batchId }));
  if (isJson) return terminal.printJson(batch);
  const { progress } = terminal.texts.batches;
  await terminal.print(progress(batch.counts.completed, batch.total, batch.counts));
}

function batchIdFrom(text: string): BatchId {
  const parsed = batchIdSchema.safeParse(text);
  if (!parsed.success) throw new AppError('BATCH_UNKNOWN', { id: text });
  return parsed.data;
}

async function waitForBatch(context: CommandContext, cantado: Cantado, id: BatchId, isJson: boolean): Promise<void> {
  const { terminal, stop } = context;
  const startedMs = performance.now();
  const display = openProgress(terminal, isJson);
  const endPauses = tellPauses(context, cantado);
  let obstacle = '';
  const onChange = (batch: Batch): void => {
    const held = batch.obstacle ? errorText(batch.obstacle, terminal.language).title : '';
    if (held !== '' && held !== obstacle) terminal.note(terminal.texts.batches.held(held));
    obstacle = held;
    if (!stop.aborted) display.show(viewOfBatch(batch, terminal));
  };
  const onEnded = async (item: BatchItem): Promise<void> => {
    if (isJson) return terminal.printJson(item);
    if (item.outputPath !== null) await terminal.print(terminal.texts.written(item.outputPath));
    else if (item.error) terminal.note(`${item.path}: ${errorText(item.error, terminal.language).title}`);
  };
  try {
    const batch = await followBatch(cantado, id, { onChange, onEnded }, stop);
    display.end();
    await report(context, batch, { seconds: (performance.now() - startedMs) / 1000, isJson });
  } finally {
    endPauses();
    display.end();
  }
}

async function report(
  { terminal, endWith, stop }: CommandContext,
  batch: Batch,
  { seconds, isJson }: { readonly seconds: number; readonly isJson: boolean },
): Promise<void> {
  const { summary, goOnWith } = terminal.texts.batches;
  const { counts, total } = batch;
  if (isJson) await terminal.printJson({ batch, seconds });
  else terminal.note(summary(counts.completed, total, formatDuration(seconds, terminal.language)));
  if (counts.completed === total) return;
  if (!isJson) terminal.note(goOnWith(batch.id));
  if (stop.aborted || counts.cancelled > 0) throw new AppError('CANCELLED', {});
  endWith(exitCodes.partly);
}

function viewOfBatch(batch: Batch, { texts }: Terminal): ProgressView {
  const { progress, opening } = texts.batches;
  const ended = endedCount(batch);
  const isOpening = batch.state === 'gathering' && ended === 0;
  return {
    label: isOpening ? opening : progress(ended, batch.total, batch.counts),
    doneRatio: batch.total === 0 ? 0 : ended / batch.total,
    remainingSec: batch.state === 'done' ? null : batch.remainingSec,
  };
}
