import { AppError } from '../../contract/errors.ts';
import { formatNumber } from '../../contract/language.ts';
import { noteName } from '../../contract/music.ts';
import { errorText } from '../../contract/texts/errorTexts.ts';
import type { Voice } from '../../contract/voices.ts';
import type { CantadoCalls } from '../followJob.ts';
import { fieldLines, tableLines, type FieldRow } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

const bytesPerMb = 1e6;

function rangeText(voice: Voice, { texts }: Terminal): string {
  if (voice.rangeMidi !== null) return voice.rangeMidi.map((midi) => noteName(Math.round(midi))).join('–');
  return voice.isBuiltIn ? texts.speakersOwn : texts.voices.unknownRange;
}

export async function listVoices(context: CommandContext, isJson: boolean): Promise<void> {
  await printVoices(context, await context.withCantado((cantado) => cantado.call('voices.list', undefined)), isJson);
}

/** The bin. */
export async function listRemovedVoices(context: CommandContext, isJson: boolean): Promise<void> {
  await printVoices(context, await context.withCantado((cantado) => cantado.call('voices.removed', undefined)), isJson);
}

async function printVoices({ terminal }: CommandContext, voices: readonly Voice[], isJson: boolean): Promise<void> {
  if (isJson) return terminal.printJson(voices);
  if (voices.length === 0) return terminal.note(terminal.texts.nothingHere);
  const { language, texts } = terminal;
  const rows = voices.map(({ id, name, sentence, status }) => [
    id,
    name[language],
    status === 'ready' ? sentence[language] : `${texts.voices.statuses[status]}. ${sentence[language]}`,
  ]);
  for (const line of tableLines(rows)) await terminal.print(line);
}

/** @throws AppError VOICE_UNKNOWN, naming the voices there are. */
export async function showVoice(context: CommandContext, voiceName: string, isJson: boolean): Promise<void> {
  const voice = await context.withCantado((cantado) => cantado.call('voices.get', { voice: voiceName }));
  await printVoice(context.terminal, voice, isJson);
}

/** Into the bin. @throws AppError VOICE_UNKNOWN, VOICE_IS_BUILT_IN */
export async function removeVoice(context: CommandContext, voiceName: string, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const removed = await context.withCantado(async (cantado) => {
    const { id } = await cantado.call('voices.get', { voice: voiceName });
    return cantado.call('voices.remove', { voiceId: id });
  });
  if (isJson) return terminal.printJson(removed);
  await terminal.print(terminal.texts.voices.removed(removed.name[terminal.language], removed.id));
}

/** Out of the bin. @throws AppError VOICE_UNKNOWN, naming what is in the bin */
export async function restoreVoice(context: CommandContext, voiceName: string, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const restored = await context.withCantado(async (cantado) => {
    const { id } = await findRemoved(cantado, voiceName);
    return cantado.call('voices.restore', { voiceId: id });
  });
  if (isJson) return terminal.printJson(restored);
  await terminal.print(terminal.texts.voices.restored(restored.name[terminal.language], restored.id));
}

async function findRemoved(cantado: CantadoCalls, wanted: string): Promise<Voice> {
  const voices = await cantado.call('voices.removed', undefined);
  const same = (text: string): boolean => text.normalize('NFC').toLowerCase() === wanted.normalize('NFC').toLowerCase();
  const found = voices.find(({ id, name }) => same(id) || Object.values(name).some(same));
  if (found) return found;
  throw new AppError('VOICE_UNKNOWN', { voice: wanted, known: voices.map(({ name }) => name.en).join(', ') });
}

async function printVoice(terminal: Terminal, voice: Voice, isJson: boolean): Promise<void> {
  if (isJson) return terminal.printJson(voice);
  const { texts, language } = terminal;
  const { fields } = texts;
  const lines = fieldLines([
    [fields.id, voice.id],
    [fields.name, voice.name[language]],
    [fields.about, voice.sentence[language]],
    [fields.engine, voice.engineLabel[language]],
    [fields.range, rangeText(voice, terminal)],
    ...(voice.isBuiltIn ? [] : importedRows(voice, terminal)),
  ]);
  for (const line of lines) await terminal.print(line);
}

function importedRows({ passport, ...voice }: Voice, { texts, language }: Terminal): FieldRow[] {
  const { fields } = texts;
  const index = passport?.index;
  const megabytes = (bytes: number): string => `${formatNumber(bytes / bytesPerMb, language, 1)} MB`;
  return [
    [fields.status, texts.voices.statuses[voice.status]],
    [fields.problem, voice.failure && errorText(voice.failure, language).title],
    [fields.model, passport && megabytes(passport.sizeBytes)],
    [fields.index, index ? `${megabytes(index.sizeBytes)}, ${formatNumber(index.vectorCount, language)}` : null],
    [fields.author, passport?.author ?? null],
    [fields.file, passport && passport.originalName],
    [fields.hash, voice.hash],
    [fields.consent, voice.consent && texts.voices.consents[voice.consent]],
    [fields.licence, voice.licence],
    [fields.removed, voice.removedAt && new Date(voice.removedAt).toLocaleString(language)],
  ];
}
