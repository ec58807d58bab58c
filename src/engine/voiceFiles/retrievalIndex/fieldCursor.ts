import type { ByteSource } from '../../bytes/types.ts';
import { damagedFile } from '../../bytes/refusals.ts';

/** Fields are small and follow each other; the file is asked for this much at a time. */
const pageBytes = 4096;

/** Reads little-endian fields one after the other, and steps over long ones without reading them. */
export class FieldCursor {
  readonly #source: ByteSource;
  #position = 0;
  #pageStart = 0;
  #page = new DataView(new ArrayBuffer(0));

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Where the next field begins, in bytes. */
  get position(): number {
    return this.#position;
  }

  /** Whether so many bytes more lie in the file. */
  has(bytes: number): boolean {
    return this.#position + bytes <= this.#source.sizeBytes;
  }

  byte(item: string): number {
    return this.#view(1, item).getUint8(0);
  }

  int32(item: string): number {
    return this.#view(4, item).getInt32(0, true);
  }

  /**
   * A 64-bit count.
   * @throws AppError VOICE_FILE_DAMAGED `too-large` when it is negative or beyond 2^53
   */
  count(item: string): number {
    const view = this.#view(8, item);
    const high = view.getUint32(4, true);
    if (high >= 2 ** 21) throw damagedFile(this.#source.name, 'too-large', item);
    return high * 2 ** 32 + view.getUint32(0, true);
  }

  /** Four characters that name what follows. */
  word(item: string): string {
    const view = this.#view(4, item);
    return String.fromCharCode(view.getUint8(0), view.getUint8(1), view.getUint8(2), view.getUint8(3));
  }

  /** Steps over `bytes`, which must lie in the file. Nothing is read. */
  skip(bytes: number, item: string): void {
    if (!this.has(bytes)) throw damagedFile(this.#source.name, 'cut-off', item);
    this.#position += bytes;
  }

  #view(bytes: number, item: string): DataView {
    const start = this.#position;
    this.skip(bytes, item);
    if (start < this.#pageStart || this.#position > this.#pageStart + this.#page.byteLength) {
      const page = this.#source.read(start, Math.min(pageBytes, this.#source.sizeBytes - start));
      this.#page = new DataView(page.buffer, page.byteOffset, page.byteLength);
      this.#pageStart = start;
    }
    return new DataView(this.#page.buffer, this.#page.byteOffset + start - this.#pageStart, bytes);
  }
}
