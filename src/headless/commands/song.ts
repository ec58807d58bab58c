import path from 'node:path';
import type { Input } from '../../contract/operations/index.ts';
import type { GuideUse, MelodyChoice } from '../../contract/melodies.ts';
import { noticeText } from '../../contract/texts/noticeTexts.ts';
import { unlessStopped, type CantadoCalls } from '../followJob.ts';
import { readSmallText } from '../smallText.ts';
import type { CommandContext } from './context.ts';

/** Characters of written words at most, as lyricsSchema has it. */
const longestLyrics = 20_000;

export type MelodyOrder =
  | { readonly kind: 'file'; readonly file: string; readonly track: number | undefined }
  | { readonly kind: 'notes'; readonly text: string }
  | { readonly kind: 'guide'; readonly file: string; readonly use: GuideUse }
  | { readonly kind: 'plan'; readonly file: string };

export type BackingOrder = { readonly file: string; readonly gainDb: number; readonly startSec: number };

/** What a take sings and plays beside the recording, by the files that a person named. */
export type SongOrder = {
  readonly melody: MelodyOrder;
  readonly lyricsFile: string | undefined;
  readonly backing: BackingOrder | undefined;
  /** Where the plan is written. */
  readonly scoreOut: string | undefined;
};

export type SongRequest = Pick<Input<'jobs.create'>, 'melody' | 'lyrics' | 'backing'>;

/**
 * Opens everything a song is made of, and tells what was changed in reading it.
 * @throws AppError of the files; CANCELLED after Ctrl-C
 */
export async function openSong(context: CommandContext, cantado: CantadoCalls, order: SongOrder): Promise<SongRequest> {
  const lyrics = order.lyricsFile === undefined ? undefined : await readSmallText(order.lyricsFile, longestLyrics);
  const melody = await unlessStopped(openMelody(context, cantado, order.melody), context.stop);
  const backing = order.backing && (await unlessStopped(openBacking(cantado, order.backing), context.stop));
  return { melody, ...(lyrics === undefined ? {} : { lyrics }), ...(backing && { backing }) };
}

async function openMelody(context: CommandContext, cantado: CantadoCalls, order: MelodyOrder): Promise<MelodyChoice> {
  switch (order.kind) {
    case 'guide': {
      const { id } = await cantado.call('recordings.open', { path: path.resolve(order.file), isSpeech: false });
      return { kind: 'guide', recordingId: id, use: order.use };
    }
    case 'plan': {
      const { planId } = await cantado.call('plans.open', { path: path.resolve(order.file) });
      return { kind: 'plan', planId };
    }
    case 'notes':
    case 'file': {
      const { id, notices } = await (order.kind === 'notes'
        ? cantado.call('melodies.fromNotes', { text: order.text })
        : cantado.call('melodies.open', {
            path: path.resolve(order.file),
            ...(order.track === undefined ? {} : { track: order.track }),
          }));
      for (const notice of notices) context.terminal.note(noticeText(notice, context.terminal.language));
      return { kind: 'score', melodyId: id };
    }
  }
}

async function openBacking(cantado: CantadoCalls, { file, ...place }: BackingOrder): Promise<SongRequest['backing']> {
  const { id } = await cantado.call('recordings.open', { path: path.resolve(file), isSpeech: false });
  return { recordingId: id, ...place };
}
