import { latin1Text, utf8Text } from '../bytes/text.ts';
import { damagedMelody } from './refusals.ts';

const LATIN1_DECLARED = /^<\?xml[^>]*encoding=["'](iso-8859-1|latin-?1|windows-1252|us-ascii)["']/i;

/** True for text of two bytes a character with its mark in front. */
export function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/**
 * The text of a file in UTF-8, in UTF-16 with its mark, or in Latin-1 where XML declares it; without any mark.
 * @throws AppError MELODY_DAMAGED for text in anything else
 */
export function xmlText(file: string, bytes: Uint8Array): string {
  if (isUtf16(bytes)) return utf16Text(bytes);
  if (LATIN1_DECLARED.test(latin1Text(bytes.subarray(0, 200)))) return latin1Text(bytes);
  const text = utf8Text(bytes);
  if (text === null) throw damagedMelody(file, 'encoding');
  return text.replace(/^\uFEFF/, '');
}

/** Half a character at the end is left out. */
function utf16Text(bytes: Uint8Array): string {
  const isLittle = bytes[0] === 0xff;
  const units = new Uint16Array(Math.floor(bytes.length / 2) - 1);
  for (let i = 0; i < units.length; i++) {
    const low = bytes[2 * i + (isLittle ? 2 : 3)];
    units[i] = low + 256 * bytes[2 * i + (isLittle ? 3 : 2)];
  }
  let text = '';
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}
