import { noteName } from '../../contract/music.ts';
import type { Voice } from '../../contract/voices.ts';
import { fieldLines, tableLines } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

function rangeText(voice: Voice, terminal: Terminal): string {
  return voice.rangeMidi === null ? terminal.texts.speakersOwn : voice.rangeMidi.map(noteName).join('–');
}

export async function listVoices(context: CommandContext, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const voices = await context.withCantado((cantado) => cantado.call('voices.list', undefined));
  if (isJson) return terminal.printJson(voices);
  const rows = voices.map((voice) => [voice.id, voice.name[terminal.language], voice.sentence[terminal.language]]);
  for (const line of tableLines(rows)) await terminal.print(line);
}

/** @throws AppError VOICE_UNKNOWN, naming the voices there are. */
export async function showVoice(context: CommandContext, voiceName: string, isJson: boolean): Promise<void> {
  const { terminal } = context;
  const voice = await context.withCantado((cantado) => cantado.call('voices.get', { voice: voiceName }));
  if (isJson) return terminal.printJson(voice);
  const { fields } = terminal.texts;
  const lines = fieldLines([
    [fields.id, voice.id],
    [fields.name, voice.name[terminal.language]],
    [fields.about, voice.sentence[terminal.language]],
    [fields.engine, voice.engineLabel[terminal.language]],
    [fields.range, rangeText(voice, terminal)],
  ]);
  for (const line of lines) await terminal.print(line);
}
