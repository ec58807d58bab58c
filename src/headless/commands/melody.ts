import path from 'node:path';
import { noteName } from '../../contract/music.ts';
import type { Melody } from '../../contract/melodies.ts';
import { noticeText } from '../../contract/texts/noticeTexts.ts';
import { unlessStopped } from '../followJob.ts';
import { formatDuration } from '../progress.ts';
import { tableLines } from '../tables.ts';
import type { CommandContext } from './context.ts';

export type MelodyQuestion = { readonly file: string; readonly track: number | undefined; readonly isJson: boolean };

/** Tells what a file of notes holds, and which of its tracks would be sung. @throws AppError of the file */
export async function describeMelody(context: CommandContext, { file, track, isJson }: MelodyQuestion): Promise<void> {
  const { terminal } = context;
  const melody = await context.withCantado((cantado) => {
    const request = { path: path.resolve(file), ...(track === undefined ? {} : { track }) };
    return unlessStopped(cantado.call('melodies.open', request), context.stop);
  });
  if (isJson) return terminal.printJson(melody);
  for (const notice of melody.notices) terminal.note(noticeText(notice, terminal.language));
  for (const line of trackLines(context, melody)) await terminal.print(line);
  const { texts, language } = terminal;
  await terminal.print(
    texts.sing.wouldSing(melody.track, melody.score.notes.length, formatDuration(melody.durationSec, language)),
  );
}

function trackLines({ terminal }: CommandContext, { tracks }: Melody): string[] {
  const { sing } = terminal.texts;
  return tableLines(
    tracks.map(({ index, name, noteCount, lowMidi, highMidi, hasLyrics }) => [
      String(index),
      name === '' ? '–' : name,
      sing.noteCount(noteCount),
      `${noteName(lowMidi)}–${noteName(highMidi)}`,
      hasLyrics ? sing.withWords : '',
    ]),
  );
}
