import path from 'node:path';
import type { BaseModel } from '../../contract/baseModels.ts';
import { errorText } from '../../contract/texts/errorTexts.ts';
import { formatNumber } from '../../contract/language.ts';
import { followBaseModel } from '../followBaseModel.ts';
import { untilStopped } from '../followJob.ts';
import { openProgress, type ProgressView } from '../progress.ts';
import { tableLines } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

const bytesPerMb = 1e6;

function sizeText(bytes: number, { language }: Terminal): string {
  return `${formatNumber(bytes / bytesPerMb, language, bytes < 10 * bytesPerMb ? 1 : 0)} MB`;
}

function stateText({ current, keptBytes, sizeBytes }: BaseModel, terminal: Terminal): string {
  const { states, kept } = terminal.texts.baseModels;
  const state = states[current.state];
  if (current.state !== 'missing' || keptBytes === 0) return state;
  return `${state} (${kept(`${String(Math.floor((100 * keptBytes) / sizeBytes))} %`)})`;
}

export async function listBaseModels(context: CommandContext, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const models = await context.withCantado((cantado) => cantado.call('baseModels.list', undefined));
  if (isJson) return terminal.printJson(models);
  const rows = models.map((model) => [
    model.id,
    stateText(model, terminal),
    sizeText(model.sizeBytes, terminal),
    model.host,
    model.purpose[terminal.language],
  ]);
  for (const line of tableLines(rows)) await terminal.print(line);
  for (const { title, current } of models) {
    if (current.state !== 'failed') continue;
    const { hint } = errorText(current.error, terminal.language);
    terminal.note(`${title}: ${hint}`);
  }
}

/** Downloads a base model, going on where it was cut off, and waits until it can be used. */
export async function downloadBaseModel(context: CommandContext, modelId: string, isJson: boolean): Promise<void> {
  const { terminal, stop } = context;
  const display = openProgress(terminal, isJson);
  try {
    const model = await context.withCantado(async (cantado) => {
      const begun = await cantado.call('baseModels.download', { modelId });
      if (begun.current.state !== 'ready' && !isJson) {
        const { title, sizeBytes, host } = begun;
        terminal.note(terminal.texts.baseModels.asking(title, sizeText(sizeBytes, terminal), host));
      }
      const onChange = (changed: BaseModel): void => {
        if (!stop.aborted) display.show(progressOf(changed, terminal));
      };
      return followBaseModel(cantado, begun, onChange, stop);
    });
    display.end();
    await report(context, model, isJson);
  } finally {
    display.end();
  }
}

/** @throws AppError BASE_MODEL_WRONG_FILE, and those of the file and the disk */
export async function importBaseModel(context: CommandContext, file: string, isJson: boolean): Promise<void> {
  const importId = crypto.randomUUID();
  const model = await context.withCantado((cantado) =>
    untilStopped(
      () => cantado.call('baseModels.import', { path: path.resolve(file), importId }),
      context.stop,
      () => cantado.call('baseModels.stopImport', { importId }),
    ),
  );
  await report(context, model, isJson);
}

/** @throws AppError BASE_MODEL_UNKNOWN */
export async function removeBaseModel(context: CommandContext, modelId: string, isJson: boolean): Promise<void> {
  const model = await context.withCantado((cantado) => cantado.call('baseModels.remove', { modelId }));
  await report(context, model, isJson);
}

async function report({ terminal }: CommandContext, model: BaseModel, isJson: boolean): Promise<void> {
  if (isJson) return terminal.printJson(model);
  await terminal.print(`${model.title}: ${stateText(model, terminal)}`);
}

function progressOf({ current, sizeBytes }: BaseModel, { texts }: Terminal): ProgressView {
  const label = texts.baseModels.states[current.state];
  if (current.state !== 'downloading') return { label, doneRatio: 1, remainingSec: null };
  return { label, doneRatio: Math.min(1, current.doneBytes / sizeBytes), remainingSec: current.remainingSec };
}
