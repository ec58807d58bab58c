import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../contract/errors.ts';
import { outputSampleRate, type ExportFormatId } from '../../contract/exports.ts';
import { quantise } from '../../engine/finish/dither.ts';
import { blocksOf } from '../../adapters/audio/blocks.ts';
import { decodeStream } from '../../adapters/audio/decodeStream.ts';
import { quietFlags, reasonIn, runFfmpeg } from '../../adapters/audio/ffmpeg.ts';
import { asWriteError } from '../../adapters/audio/fileErrors.ts';
import { id3Tag, vorbisCommentArgs, wavTagsOf, type ExportTags } from '../../adapters/audio/tags.ts';
import type { OpenAudio, TaskControl } from '../../adapters/audio/types.ts';
import type { WavEncoding } from '../../adapters/audio/wavHeader.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';

type EncodeJob = TaskControl & {
  readonly ffmpegPath: string;
  readonly master: OpenAudio;
  /** Shown when a write fails. */
  readonly path: string;
  /** The file to write; in the same folder as path. */
  readonly temporaryPath: string;
  readonly quality: string;
  readonly tags: ExportTags;
  /** Of the dither. */
  readonly seed: number;
};

/** Writes one format. The same job gives the same bytes. */
type Encoder = (job: EncodeJob) => Promise<void> | void;

/** A new export format is one function and one line here. */
export const encoders = { wav: encodeWav, mp3: encodeMp3, flac: encodeFlac } as const satisfies Record<
  ExportFormatId,
  Encoder
>;

const wavEncodingOf: Readonly<Record<string, WavEncoding>> = { '16': 'int16', '24': 'int24', '32f': 'float32' };

function encodeWav(job: EncodeJob): void {
  const encoding = wavEncodingOf[job.quality] ?? 'int24';
  const { path, temporaryPath } = job;
  const writer = new WavWriter(path, {
    sampleRate: outputSampleRate,
    encoding,
    tags: wavTagsOf(job.tags),
    temporaryPath,
  });
  try {
    const pieces = encoding === 'float32' ? floatBytes(job) : ditheredBytes(job, encoding === 'int16' ? 16 : 24);
    for (const bytes of pieces) writer.writeBytes(bytes);
    writer.close();
  } catch (error) {
    writer.abort();
    throw error;
  }
}

async function encodeFlac(job: EncodeJob): Promise<void> {
  const bits = job.quality === '16' ? 16 : 24;
  const tags = vorbisCommentArgs(job.tags);
  await encodeWithFfmpeg(job, {
    inputFormat: bits === 16 ? 's16le' : 's24le',
    input: ditheredBytes(job, bits),
    outputArgs: [...tags, '-c:a', 'flac', '-f', 'flac'],
    outputPath: job.temporaryPath,
  });
}

async function encodeMp3(job: EncodeJob): Promise<void> {
  const quality = job.quality === '320' ? ['-b:a', '320k'] : ['-q:a', '0'];
  const bodyPath = `${job.temporaryPath.replace(/\.part$/, '')}00.part`;
  try {
    await encodeWithFfmpeg(job, {
      inputFormat: 'f32le',
      input: floatBytes(job),
      outputArgs: ['-c:a', 'libmp3lame', ...quality, '-write_id3v2', '0', '-f', 'mp3'],
      outputPath: bodyPath,
    });
    const file = fs.createWriteStream(job.temporaryPath, { flush: true });
    file.write(id3Tag(job.tags));
    await pipeline(fs.createReadStream(bodyPath), file).catch((error: unknown) => {
      throw asWriteError(error, job.path);
    });
  } finally {
    fs.rmSync(bodyPath, { force: true });
  }
}

type FfmpegEncoding = {
  readonly inputFormat: string;
  readonly input: Iterable<Uint8Array>;
  readonly outputArgs: readonly string[];
  readonly outputPath: string;
};

async function encodeWithFfmpeg(job: EncodeJob, encoding: FfmpegEncoding): Promise<void> {
  const { exitCode, messages } = await runFfmpeg({
    ffmpegPath: job.ffmpegPath,
    args: [
      ...quietFlags,
      ...['-y', '-f', encoding.inputFormat, '-ar', String(outputSampleRate), '-ac', '1', '-i', 'pipe:0'],
      // No versions of libraries, no dates: the bytes depend on the samples and the recipe alone.
      ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
      ...encoding.outputArgs,
      `file:${encoding.outputPath}`,
    ],
    input: encoding.input,
    ...(job.isCancelled && { isCancelled: job.isCancelled }),
  });
  // Older builds end with 0 when the very last write failed, so their words count too.
  const failedWrite = /No space left on device|Disk quota exceeded|File too large/.exec(messages)?.[0];
  if (failedWrite) throw asWriteError(Object.assign(new Error(failedWrite), { code: 'ENOSPC' }), job.path);
  if (/Permission denied|Read-only file system/.test(messages)) {
    throw asWriteError(Object.assign(new Error('not writable'), { code: 'EACCES' }), job.path);
  }
  const reason =
    exitCode === 0 ? await whatIsMissing(job, encoding.outputPath) : reasonIn(messages, encoding.outputPath);
  if (reason !== null) throw new AppError('FFMPEG_FAILED', { file: job.path, reason });
}

/** Reads the file back once: what leaves the program holds every sample. Null when it does. */
async function whatIsMissing(job: EncodeJob, path: string): Promise<string | null> {
  const { sampleCount } = await decodeStream({
    ffmpegPath: job.ffmpegPath,
    path,
    onSamples: () => {},
    ...(job.isCancelled && { isCancelled: job.isCancelled }),
  });
  if (sampleCount >= job.master.sampleCount) return null;
  return `${String(sampleCount)} of ${String(job.master.sampleCount)} samples`;
}

function* floatBytes(job: EncodeJob): Generator<Uint8Array> {
  for (const block of blocksOf(job.master, job)) yield Buffer.copyBytesFrom(block);
}

/** 16 or 24 bit little-endian integers with dither. */
function* ditheredBytes(job: EncodeJob, bits: 16 | 24): Generator<Uint8Array> {
  const bytesPerSample = bits / 8;
  let startSample = 0;
  for (const block of blocksOf(job.master, job)) {
    const bytes = Buffer.alloc(block.length * bytesPerSample);
    quantise(block, bits, job.seed, startSample).forEach((value, i) => {
      bytes.writeIntLE(value, i * bytesPerSample, bytesPerSample);
    });
    yield bytes;
    startSample += block.length;
  }
}
