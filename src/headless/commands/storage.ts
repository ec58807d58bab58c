import path from 'node:path';
import type { Cantado } from '../../adapters/cantado.ts';
import { invalidInput } from '../../contract/checkInput.ts';
import type { StorageUsage } from '../../contract/storage.ts';
import { byteText } from '../byteText.ts';
import { untilStopped } from '../followJob.ts';
import { openProgress } from '../progress.ts';
import { fieldLines, type FieldRow } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import { queueTexts } from '../texts/queueTexts.ts';
import { storageTexts } from '../texts/storageTexts.ts';
import type { CommandContext } from './context.ts';

export async function showStorage(context: CommandContext, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const usage = await context.withCantado((cantado) => cantado.call('storage.usage', undefined));
  if (isJson) return terminal.printJson(usage);
  for (const line of fieldLines(usageRows(usage, terminal))) await terminal.print(line);
}

function usageRows(usage: StorageUsage, { language }: Terminal): FieldRow[] {
  const texts = storageTexts[language];
  const { bin, nextClearOut, lastClearOut } = usage;
  const clearOut = (facts: typeof lastClearOut): string | null =>
    facts &&
    `${new Date(facts.at).toLocaleString(language)}: ${texts.takes(facts.takeCount)}, ${byteText(facts.bytes, language)}`;
  return [
    [texts.folder, usage.folder],
    ...usage.kinds.map(({ kind, bytes, fileCount }): FieldRow => [
      texts.kinds[kind],
      fileCount === 0 ? null : byteText(bytes, language),
    ]),
    [texts.total, byteText(usage.totalBytes, language)],
    [texts.free, usage.freeBytes === null ? null : byteText(usage.freeBytes, language)],
    [texts.bin, bin.takeCount === 0 ? null : `${texts.takes(bin.takeCount)}, ${byteText(bin.bytes, language)}`],
    [texts.next, clearOut(nextClearOut)],
    [texts.last, clearOut(lastClearOut)],
  ];
}

/** @throws AppError INVALID_INPUT, STORAGE_BUSY */
export async function clearStorage(context: CommandContext, word: string, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const what = word === 'cache' || word === 'bin' ? word : null;
  if (what === null) throw invalidInput(word, 'not-one-of', 'cache, bin');
  const freed = await working(context, isJson, (cantado) => cantado.call('storage.clear', { what }));
  if (isJson) return terminal.printJson(freed);
  const { language } = terminal;
  await terminal.print(storageTexts[language].freed(byteText(freed.freedBytes, language)));
}

export async function clearOutStorage(context: CommandContext, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const cleared = await working(context, isJson, (cantado) => cantado.call('storage.clearOut', undefined));
  if (isJson) return terminal.printJson(cleared);
  const { language } = terminal;
  const size = byteText(cleared.freedBytes, language);
  await terminal.print(storageTexts[language].clearedOut(cleared.takeCount, size));
}

/** @throws AppError FOLDER_NOT_USABLE, FOLDER_NOT_EMPTY, NOT_ENOUGH_SPACE, … */
export async function moveStorage(context: CommandContext, folder: string, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const target = path.resolve(folder);
  const moved = await working(context, isJson, (cantado) => cantado.call('storage.move', { folder: target }));
  if (isJson) return terminal.printJson(moved);
  await terminal.print(storageTexts[terminal.language].moved(moved.folder));
}

export type BackUpOrder = { readonly file: string; readonly withTakes: boolean; readonly isJson: boolean };

/** @throws AppError OUTPUT_EXISTS, NOT_ENOUGH_SPACE, … */
export async function backUpStorage(context: CommandContext, order: BackUpOrder): Promise<void> {
  const { terminal } = context;
  const request = { path: path.resolve(order.file), withTakes: order.withTakes };
  const summary = await working(context, order.isJson, (cantado) => cantado.call('storage.backUp', request));
  if (order.isJson) return terminal.printJson(summary);
  const { language } = terminal;
  const texts = storageTexts[language];
  terminal.note(`${texts.holds(summary.voiceCount, summary.takeCount)}, ${byteText(summary.bytes, language)}`);
  if (summary.elsewhereCount > 0) terminal.note(texts.elsewhere(summary.elsewhereCount));
  await terminal.print(summary.path);
}

/** @throws AppError NOT_A_BACKUP, BACKUP_DAMAGED, BACKUP_NEWER, NOT_ENOUGH_SPACE, … */
export async function restoreStorage(context: CommandContext, file: string, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const request = { path: path.resolve(file) };
  const { summary, pausedBy } = await working(context, isJson, async (cantado) => ({
    summary: await cantado.call('storage.restore', request),
    pausedBy: (await cantado.call('queue.get', undefined)).pausedBy,
  }));
  if (isJson) return terminal.printJson(summary);
  const { language } = terminal;
  const texts = storageTexts[language];
  terminal.note(texts.holds(summary.voiceCount, summary.takeCount));
  if (pausedBy === 'restored') terminal.note(queueTexts(language).held.restored);
  await terminal.print(texts.restored(new Date(summary.createdAt).toLocaleString(language)));
}

/** Shows how far the work is; the first Ctrl-C stops it, and its own end is awaited. */
async function working<T>(
  { terminal, stop, withCantado }: CommandContext,
  isJson: boolean,
  ask: (cantado: Cantado) => Promise<T>,
): Promise<T> {
  const display = openProgress(terminal, isJson);
  const texts = storageTexts[terminal.language];
  try {
    return await withCantado(async (cantado) => {
      const tellStop = () => cantado.call('storage.stop', undefined);
      const unsubscribe = cantado.subscribe((event) => {
        if (event.name !== 'storage.changed' || event.payload === null) return;
        // Told before it had begun, the program did not know what to stop.
        if (stop.aborted) return void tellStop().catch(() => undefined);
        const { kind, doneBytes, totalBytes, remainingSec } = event.payload;
        const doneRatio = totalBytes === 0 ? 0 : Math.min(1, doneBytes / totalBytes);
        display.show({ label: texts.works[kind], doneRatio, remainingSec });
      });
      try {
        return await untilStopped(() => ask(cantado), stop, tellStop);
      } finally {
        unsubscribe();
      }
    });
  } finally {
    display.end();
  }
}
