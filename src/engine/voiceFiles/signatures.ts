import type { FileKind } from '../../contract/voiceFiles.ts';

/** How files of a kind begin; `?` stands for any byte, latin-1. */
const beginnings: readonly (readonly [kind: FileKind, ...starts: string[]])[] = [
  ['picture', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*', '8BPS\0', '\0\0\x01\0', 'qoif'],
  [
    'picture',
    'RIFF????WEBP',
    '????ftyphei',
    '????ftypavi',
    '????ftypmif1',
    '????ftypmsf1',
    '\xff\x0a',
    '\0\0\0\x0cJXL ',
  ],
  ['sound', 'RIFF????WAVE', 'RIFF????AVI ', 'RF64????WAVE', 'fLaC', 'OggS', 'ID3', 'FORM????AIF', 'caff\0', 'MThd'],
  ['sound', '????ftyp', '\x1a\x45\xdf\xa3', '\x30\x26\xb2\x75', '.snd', 'wvpk', '#!AMR', 'ADIF'],
  [
    'archive',
    '7z\xbc\xaf\x27\x1c',
    'Rar!\x1a\x07',
    '\x1f\x8b\x08',
    'BZh',
    '\xfd7zXZ\0',
    '\x28\xb5\x2f\xfd',
    '\x04\x22\x4d\x18',
  ],
  [
    'index',
    'IwFl',
    'IxF2',
    'IxFI',
    'IxFl',
    'IvFl',
    'IvFL',
    'IwPQ',
    'IvPQ',
    'IwQR',
    'IxPQ',
    'IwSQ',
    'IwSq',
    'IxSQ',
    'IHNf',
    'IHN2',
  ],
  ['index', 'IxPT', 'IxRP', 'IxMp', 'IxM2', 'IxRF', 'IBwF', 'IBxF'],
];
const TAR_MARK = { startByte: 257, text: 'ustar' } as const;
/** A bitmap says its own size. */
const BITMAP = { start: 'BM', sizeByte: 2 } as const;

/** What a file is by how it begins; null when no beginning fits. @param head at least 300 bytes, or the whole file */
export function kindByBeginning(head: Uint8Array, sizeBytes: number): FileKind | null {
  const start = latin1Bytes(head);
  const found = beginnings.find(([, ...starts]) => starts.some((pattern) => beginsWith(start, pattern)));
  if (found !== undefined) return found[0];
  if (start.startsWith(TAR_MARK.text, TAR_MARK.startByte)) return 'archive';
  if (start.startsWith(BITMAP.start) && uint32(head, BITMAP.sizeByte) === sizeBytes) return 'picture';
  return isMpegAudio(head) ? 'sound' : null;
}

/** One character per byte. TextDecoder's latin1 is Windows-1252, which differs at 0x80 … 0x9f. */
function latin1Bytes(head: Uint8Array): string {
  return String.fromCharCode(...head.subarray(0, 512));
}

function beginsWith(start: string, pattern: string): boolean {
  return start.length >= pattern.length && [...pattern].every((char, i) => char === '?' || char === start[i]);
}

function uint32(head: Uint8Array, startByte: number): number {
  return new DataView(head.buffer, head.byteOffset).getUint32(startByte, true);
}

/** The header of an MPEG or ADTS frame: eleven set bits, then values of which some are reserved. */
function isMpegAudio(head: Uint8Array): boolean {
  if (head.length < 4 || head[0] !== 0xff || (head[1] & 0xe0) !== 0xe0) return false;
  const isAdts = (head[1] & 0xf6) === 0xf0;
  const isReserved = (head[1] & 0x18) === 0x08 || (head[1] & 0x06) === 0 || head[2] >> 4 === 0xf;
  return isAdts || (!isReserved && (head[2] & 0x0c) !== 0x0c);
}
