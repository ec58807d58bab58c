import type { FileNameParts } from '../../core/ports.ts';

/** Longest name we make, bytes; file systems stop at 255, and some need room for their own suffixes. */
const maximumBytes = 200;

const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;
const forbidden = /[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A file name that is legal on Windows, macOS and Linux: no separators, control or direction characters,
 * no reserved device name, at most 200 bytes. Emoji and every script are kept whole.
 */
export function legalFileName({ base, suffix, extension }: FileNameParts): string {
  const cleanSuffix = clean(suffix);
  const ending = `${cleanSuffix}.${extension}`;
  const cut = cutToBytes(trimmed(clean(base)), maximumBytes - byteLength(ending));
  const stem = `${cut || 'take'}${cleanSuffix}`.replace(/[\s.]+$/u, '');
  // Windows takes `nul.anything.wav` for the device as well.
  const isReserved = reserved.test(stem.split('.')[0] ?? '');
  return `${isReserved ? '_' : ''}${stem}.${extension}`;
}

function clean(text: string): string {
  return text.normalize('NFC').replace(forbidden, '_');
}

/** Without the spaces and dots at either end that Windows drops and others show badly. */
function trimmed(text: string): string {
  return text.replace(/^[\s.]+|[\s.]+$/gu, '');
}

/** Cuts between what people see as characters, never inside one. */
function cutToBytes(text: string, limit: number): string {
  if (byteLength(text) <= limit) return text;
  let kept = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    bytes += byteLength(segment);
    if (bytes > limit) break;
    kept += segment;
  }
  return trimmed(kept);
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
