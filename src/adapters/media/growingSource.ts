import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { setWavSizes, wavHeader } from '../audio/wavHeader.ts';
import { floatsOf } from '../cache/atomicFile.ts';
import type { ByteRange, ByteSource } from './byteRange.ts';

const blockBytes = 64 * 1024;
const sampleBytes = 4;
const pauseMs = 50;

export type GrowingWav = {
  /** Mono float32 without a header, growing until the render ends. */
  readonly rawPath: string;
  readonly sampleRate: number;
  /** Length when it is whole. */
  readonly sampleCount: number;
  readonly gainDb: number;
  /** Whether more samples may still come. */
  readonly isGrowing: () => Promise<boolean>;
};

/**
 * A WAV of a take that is still rendering, with its final length from the start. Bytes that are not there
 * yet are waited for; where they never come (failure, cancel) it just ends. The raw file is open from the start where
 * there is one, because it gives way to the finished take.
 */
export async function growingSource(wav: GrowingWav): Promise<ByteSource> {
  const header = wavHeader({ sampleRate: wav.sampleRate, encoding: 'float32', tags: {} });
  setWavSizes(header, sampleBytes * wav.sampleCount, sampleBytes);
  const raw = rawFile(wav.rawPath);
  await raw.opened();
  return {
    sizeBytes: header.length + sampleBytes * wav.sampleCount,
    async *read({ first, last }) {
      if (first < header.length) yield new Uint8Array(header.subarray(first, last + 1));
      if (last < header.length) return;
      yield* readSamples(wav, raw, { first: Math.max(0, first - header.length), last: last - header.length });
    },
    close: () => raw.close(),
  };
}

type RawFile = { opened(): Promise<FileHandle | undefined>; close(): Promise<void> };

/** A file that may not be there yet. */
function rawFile(path: string): RawFile {
  let file: FileHandle | undefined;
  return {
    opened: async () => (file ??= await open(path, 'r').catch(() => undefined)),
    close: async () => {
      const closing = file;
      file = undefined;
      await closing?.close();
    },
  };
}

/** Bytes of the sample data; a range may begin and end inside a sample. */
async function* readSamples(
  wav: GrowingWav,
  raw: RawFile,
  { first, last }: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gain = 10 ** (wav.gainDb / 20);
  for (let position = first; position <= last;) {
    // Asked before reading: what was written before the end is then read, what comes after is not missed.
    const isGrowing = await wav.isGrowing();
    const file = await raw.opened();
    const skip = position % sampleBytes;
    const floats = file && (await readFloats(file, position - skip, Math.min(blockBytes, last + 1 - position + skip)));
    if (floats && floats.length > 0) {
      const bytes = new Uint8Array(floats.map((sample) => sample * gain).buffer).subarray(
        skip,
        last + 1 - position + skip,
      );
      yield bytes;
      position += bytes.length;
    } else if (isGrowing) await sleep(pauseMs);
    else return;
  }
}

/** Whole samples from `position` on, as many as there are. */
async function readFloats(file: FileHandle, position: number, byteCount: number): Promise<Float32Array> {
  const bytes = new Uint8Array(sampleBytes * Math.ceil(byteCount / sampleBytes));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
  return floatsOf(bytes.subarray(0, bytesRead - (bytesRead % sampleBytes)));
}
