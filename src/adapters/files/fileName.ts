import type { FileNameParts } from '../../core/ports.ts';

/** Longest name we make, bytes; file systems stop at 255, and some need room for their own suffixes. */
const maximumBytes = 200;

/** Of what stands before and after the base, bytes. */
const longestPrefixBytes = 50;
const longestSuffixBytes = 110;

const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;
const forbidden = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/**
 * A file name that is legal on Windows, macOS and Linux: no separators, control or direction characters,
 * no reserved device name, at most 200 bytes. Emoji and every script are kept whole.
 * @param count above 1 it is written behind the name, which then is another one: `name (2).wav`
 */
export function legalFileName({ prefix = '', base, suffix, extension }: FileNameParts, count = 1): string {
  const before = cutToBytes(clean(prefix), longestPrefixBytes);
  const after = cutToBytes(clean(suffix), longestSuffixBytes);
  const ending = `${count === 1 ? '' : ` (${String(count)})`}.${extension}`;
  const cut = cutToBytes(trimmed(clean(base)), maximumBytes - byteLength(before + after + ending));
  const stem = trimmed(`${before}${cut || 'take'}${after}`);
  // Windows takes `nul.anything.wav` for the device as well.
  const isReserved = reserved.test(stem.split('.')[0] ?? '');
  return `${isReserved ? '_' : ''}${stem}${ending}`;
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
