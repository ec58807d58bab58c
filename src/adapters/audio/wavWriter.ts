import fs from 'node:fs';
import { writing } from './fileErrors.ts';
import { setWavSizes, wavEncodings, wavHeader, type WavEncoding, type WavTags } from './wavHeader.ts';

export type WavWriterOptions = {
  readonly sampleRate: number;
  readonly encoding: WavEncoding;
  readonly tags?: WavTags;
  /** Where the bytes go until finish(); `<path>.part` when absent. Replaced if it exists. */
  readonly temporaryPath?: string;
  /** RIFF size above which the file becomes RF64; 4 GiB when absent. */
  readonly rf64Above?: number;
};

/** Bytes gathered before they are written. */
const bufferBytes = 256 * 1024;

/**
 * Writes a mono WAV piece by piece. Nothing stands at `path` until finish(): the file is complete or not there.
 * @throws AppError DISK_FULL or FOLDER_NOT_WRITABLE from every method but abort()
 */
export class WavWriter {
  readonly path: string;
  readonly temporaryPath: string;
  readonly #options: WavWriterOptions;
  readonly #header: Buffer;
  readonly #file: number;
  readonly #pending = Buffer.alloc(bufferBytes);
  #pendingBytes = 0;
  #dataBytes = 0;
  #isOpen = true;

  constructor(path: string, options: WavWriterOptions) {
    this.path = path;
    this.temporaryPath = options.temporaryPath ?? `${path}.part`;
    this.#options = options;
    this.#header = wavHeader({ tags: {}, ...options });
    this.#file = writing(path, () => fs.openSync(this.temporaryPath, 'w'));
    try {
      this.#write(this.#header, this.#header.length);
    } catch (error) {
      this.abort();
      throw error;
    }
  }

  get sampleCount(): number {
    return this.#dataBytes / (wavEncodings[this.#options.encoding].bits / 8);
  }

  /** Samples of a float32 file. */
  writeSamples(samples: Float32Array): void {
    this.writeBytes(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  }

  /** Samples already in the file's encoding, little-endian. */
  writeBytes(bytes: Uint8Array): void {
    this.#dataBytes += bytes.length;
    for (let offset = 0; offset < bytes.length;) {
      const count = Math.min(bytes.length - offset, bufferBytes - this.#pendingBytes);
      this.#pending.set(bytes.subarray(offset, offset + count), this.#pendingBytes);
      this.#pendingBytes += count;
      offset += count;
      if (this.#pendingBytes === bufferBytes) this.#flush();
    }
  }

  /** Completes the header and the file on disk, still under its temporary name. */
  close(): void {
    if (this.#dataBytes % 2 === 1) {
      this.writeBytes(Buffer.alloc(1));
      this.#dataBytes--;
    }
    this.#flush();
    setWavSizes(this.#header, this.#dataBytes, wavEncodings[this.#options.encoding].bits / 8, this.#options.rf64Above);
    writing(this.path, () => {
      fs.writeSync(this.#file, this.#header, 0, this.#header.length, 0);
      fs.fsyncSync(this.#file);
      fs.closeSync(this.#file);
    });
    this.#isOpen = false;
  }

  /** Completes the file and gives it its name. */
  finish(): void {
    if (this.#isOpen) this.close();
    writing(this.path, () => {
      fs.renameSync(this.temporaryPath, this.path);
    });
  }

  /** Gives up: nothing remains. Safe to call at any time but after finish(). */
  abort(): void {
    if (this.#isOpen) fs.closeSync(this.#file);
    this.#isOpen = false;
    fs.rmSync(this.temporaryPath, { force: true });
  }

  #flush(): void {
    this.#write(this.#pending, this.#pendingBytes);
    this.#pendingBytes = 0;
  }

  #write(bytes: Uint8Array, count: number): void {
    writing(this.path, () => {
      for (let offset = 0; offset < count;) offset += fs.writeSync(this.#file, bytes, offset, count - offset);
    });
  }
}
