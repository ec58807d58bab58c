import type { VoiceLabel } from '../../contract/inference.ts';
import type { Recipe } from '../../contract/jobs.ts';
import type { WavTags } from './wavHeader.ts';

/** What every exported file says of itself. */
export type ExportTags = { readonly title: string; readonly encoder: string; readonly comment: string };

/** Fixed English words, so that programs can look for them. */
const conversionMark = 'AI voice conversion';

export function exportTags(title: string, recipe: Recipe, voice: VoiceLabel): ExportTags {
  return {
    title,
    encoder: `Cantado ${recipe.engineVersion}`,
    comment: `${conversionMark}. ${voiceSentence(voice)} Recipe: ${canonicalJson(recipe)}`,
  };
}

const consentWords = { mine: 'own voice', permission: 'with permission', unknown: 'unknown' } as const;

/** `Voice: Marisol. Consent: own voice. Licence: CC BY 4.0.` */
function voiceSentence({ name, consent, licence }: VoiceLabel): string {
  const parts = [
    `Voice: ${plain(name)}.`,
    ...(consent === null ? [] : [`Consent: ${consentWords[consent]}.`]),
    ...(licence === null ? [] : [`Licence: ${plain(licence).replace(/\.$/, '')}.`]),
  ];
  return parts.join(' ');
}

/** A stranger's words on one line, without what could end a tag early. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

/** JSON with sorted keys: equal recipes give equal files. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** LIST INFO entries of a WAV. */
export function wavTagsOf({ title, encoder, comment }: ExportTags): WavTags {
  return { INAM: title, ISFT: encoder, ICMT: comment };
}

/** ffmpeg's options for Vorbis comments; it would drop a tag named `encoder`. */
export function vorbisCommentArgs({ title, encoder, comment }: ExportTags): string[] {
  const entries = { title, encoded_by: encoder, comment };
  return Object.entries(entries).flatMap(([key, text]) => ['-metadata', `${key}=${text}`]);
}

/**
 * An ID3v2.4 tag. ffmpeg's own would hide the comment in a TXXX frame that players do not show; this one has it in
 * COMM, where they look.
 */
export function id3Tag({ title, encoder, comment }: ExportTags): Buffer {
  const frames = Buffer.concat([
    id3Frame('TIT2', Buffer.from(title)),
    id3Frame('TSSE', Buffer.from(encoder)),
    id3Frame('COMM', Buffer.concat([Buffer.from('eng\0', 'latin1'), Buffer.from(comment)])),
  ]);
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), synchsafe(frames.length), frames]);
}

function id3Frame(id: string, body: Buffer): Buffer {
  const utf8 = 3;
  return Buffer.concat([Buffer.from(id, 'latin1'), synchsafe(body.length + 1), Buffer.from([0, 0, utf8]), body]);
}

/** 28 bits in four bytes of seven, as ID3v2.4 counts. */
function synchsafe(size: number): Buffer {
  return Buffer.from([(size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f]);
}
