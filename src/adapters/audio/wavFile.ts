import fs from 'node:fs';
import { AppError } from '../../contract/errors.ts';
import { errorCodeOf } from './fileErrors.ts';
import type { OpenAudio } from './types.ts';
import { parseWavHeader, wavEncodings, type WavEncoding } from './wavHeader.ts';

/** Our own headers with tags stay far below this. */
const headerBytes = 64 * 1024;

type SampleFile = {
  readonly file: number;
  readonly path: string;
  readonly sampleRate: number;
  readonly encoding: WavEncoding;
  readonly dataOffset: number;
  readonly sampleCount: number;
};

/**
 * Opens a mono WAV (16, 24, 32 bit or float32; RIFF or RF64) for reading anywhere. A file that ends before its header
 * says is as long as what is there.
 * @throws AppError FILE_NOT_FOUND, FILE_NOT_READABLE or AUDIO_CORRUPT
 */
export function openWav(path: string): OpenAudio {
  const file = open(path);
  const head = Buffer.alloc(headerBytes);
  const layout = parseWavHeader(head.subarray(0, fs.readSync(file, head, 0, headerBytes, 0)));
  if (layout === undefined || layout === 'incomplete' || layout.channels !== 1) {
    fs.closeSync(file);
    throw new AppError('AUDIO_CORRUPT', { file: path, reason: 'not a mono WAV of a known kind' });
  }
  const { sampleRate, encoding, dataOffset } = layout;
  const dataBytes = Math.min(layout.dataBytes, fs.fstatSync(file).size - dataOffset);
  const sampleCount = Math.floor(dataBytes / (wavEncodings[encoding].bits / 8));
  return readerOf({ file, path, sampleRate, encoding, dataOffset, sampleCount });
}

/**
 * Opens headerless float32 samples, such as a converter's raw output. The length is taken now: a file that grows is
 * opened again.
 */
export function openRaw(path: string, sampleRate: number): OpenAudio {
  const file = open(path);
  const sampleCount = Math.floor(fs.fstatSync(file).size / 4);
  return readerOf({ file, path, sampleRate, encoding: 'float32', dataOffset: 0, sampleCount });
}

function open(path: string): number {
  try {
    return fs.openSync(path, 'r');
  } catch (error) {
    const code = errorCodeOf(error) === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE';
    throw new AppError(code, { file: path }, { cause: error });
  }
}

/** Reads windows into one buffer that grows to the largest window asked for, and is reused. */
function readerOf(source: SampleFile): OpenAudio {
  const bytesPerSample = wavEncodings[source.encoding].bits / 8;
  let bytes = Buffer.alloc(0);
  let samples = new Float32Array(0);

  function read(start: number, count: number): Float32Array {
    if (samples.length < count) {
      samples = new Float32Array(count);
      bytes = Buffer.alloc(count * bytesPerSample);
    }
    const window = samples.subarray(0, count);
    const first = Math.min(count, Math.max(0, -start));
    const end = Math.max(first, Math.min(count, source.sampleCount - start));
    window.fill(0, 0, first);
    window.fill(0, end);
    const wanted = bytes.subarray(0, (end - first) * bytesPerSample);
    readFully(source, wanted, source.dataOffset + (start + first) * bytesPerSample);
    decodeSamples[source.encoding](wanted, window.subarray(first, end));
    return window;
  }

  return {
    sampleRate: source.sampleRate,
    sampleCount: source.sampleCount,
    read,
    close: () => {
      fs.closeSync(source.file);
    },
  };
}

function readFully(source: SampleFile, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const count = fs.readSync(source.file, bytes, done, bytes.length - done, position + done);
    if (count === 0) throw new AppError('AUDIO_CORRUPT', { file: source.path, reason: 'the file became shorter' });
    done += count;
  }
}

const decodeSamples = {
  int16: (bytes, samples) => {
    for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(2 * i) / 2 ** 15;
  },
  int24: (bytes, samples) => {
    for (let i = 0; i < samples.length; i++) samples[i] = bytes.readIntLE(3 * i, 3) / 2 ** 23;
  },
  int32: (bytes, samples) => {
    for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt32LE(4 * i) / 2 ** 31;
  },
  float32: (bytes, samples) => {
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).set(bytes);
  },
} as const satisfies Record<WavEncoding, (bytes: Buffer, samples: Float32Array) => void>;
