import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import { AppError } from '../../contract/errors.ts';
import { recordingLimits } from '../../contract/recordings.ts';
import { errorCodeOf } from './fileErrors.ts';
import { parseWavHeader } from './wavHeader.ts';

/** What can be known of a file without decoding it. */
export type Inspected = {
  readonly sizeBytes: number;
  /** It begins like a sound or video file we know, so a failure means damage rather than "not audio". */
  readonly looksLikeAudio: boolean;
  /** Its own structure says that it once was longer. */
  readonly isCutShort: boolean;
};

const edgeBytes = 64 * 1024;

/**
 * Checks, in this order, that the file exists, is a file, may be read, is not empty and is not too large.
 * @param name shown to people in errors
 * @throws AppError FILE_NOT_FOUND, FILE_IS_FOLDER, FILE_NOT_READABLE, FILE_EMPTY or FILE_TOO_LARGE
 */
export async function inspectFile(path: string, name: string): Promise<Inspected> {
  const { sizeBytes, head, tail } = await readEdges(path, name);
  return { sizeBytes, looksLikeAudio: hasKnownMagic(head), isCutShort: isCutShort(head, tail, sizeBytes) };
}

async function readEdges(path: string, name: string): Promise<{ sizeBytes: number; head: Buffer; tail: Buffer }> {
  const file = await open(path, name);
  try {
    const status = await file.stat();
    if (status.isDirectory()) throw new AppError('FILE_IS_FOLDER', { file: name });
    if (!status.isFile()) throw new AppError('FILE_NOT_READABLE', { file: name });
    if (status.size === 0) throw new AppError('FILE_EMPTY', { file: name });
    if (status.size > recordingLimits.maximumBytes) {
      throw new AppError('FILE_TOO_LARGE', {
        file: name,
        limit: `${String(recordingLimits.maximumBytes / 1024 ** 3)} GB`,
      });
    }
    const count = Math.min(edgeBytes, status.size);
    const [head, tail] = [Buffer.alloc(count), Buffer.alloc(count)];
    await file.read(head, 0, count, 0);
    await file.read(tail, 0, count, status.size - count);
    return { sizeBytes: status.size, head, tail };
  } finally {
    await file.close();
  }
}

async function open(path: string, name: string): Promise<fs.FileHandle> {
  try {
    // Without O_NONBLOCK a named pipe that nobody writes to would be waited for.
    return await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = errorCodeOf(error) ?? '';
    if (code === 'EISDIR') throw new AppError('FILE_IS_FOLDER', { file: name }, { cause: error });
    const isThere = ['EACCES', 'EPERM', 'EBUSY', 'ENXIO'].includes(code);
    throw new AppError(isThere ? 'FILE_NOT_READABLE' : 'FILE_NOT_FOUND', { file: name }, { cause: error });
  }
}

/** First bytes of the containers people bring: [offset, text]. */
const magics: readonly (readonly [number, string])[] = [
  ...['RIFF', 'RF64', 'FORM', 'fLaC', 'OggS', 'ID3', 'caff', '.snd', 'wvpk', 'MAC ', 'TTA1', '#!AMR', 'FLV'].map(
    (text) => [0, text] as const,
  ),
  [4, 'ftyp'],
  [4, 'moov'],
  [0, '\x1aE\xdf\xa3'],
  [0, '\x30\x26\xb2\x75'],
];

function hasKnownMagic(head: Buffer): boolean {
  // MPEG audio: eleven set bits, then a valid version, layer and bit rate.
  const isMpegFrame =
    head.length > 2 &&
    head[0] === 0xff &&
    (head[1] & 0xe0) === 0xe0 &&
    (head[1] & 0x18) !== 0x08 &&
    (head[1] & 0x06) !== 0 &&
    (head[2] & 0xf0) !== 0xf0;
  return isMpegFrame || magics.some(([offset, text]) => head.toString('latin1', offset, offset + text.length) === text);
}

/** ffmpeg is silent about files cut at a packet's edge, so two containers are asked themselves. */
function isCutShort(head: Buffer, tail: Buffer, sizeBytes: number): boolean {
  const wav = parseWavHeader(head);
  if (wav !== undefined && wav !== 'incomplete') {
    // Programs that write to a pipe leave 0 or the largest number.
    return wav.dataBytes !== 0 && Number.isFinite(wav.dataBytes) && wav.dataOffset + wav.dataBytes > sizeBytes;
  }
  if (head.toString('latin1', 0, 4) !== 'OggS') return false;
  const lastPage = tail.lastIndexOf('OggS', undefined, 'latin1');
  const isLastOfStream = lastPage >= 0 && lastPage + 5 < tail.length && (tail[lastPage + 5] & 4) !== 0;
  return !isLastOfStream;
}
