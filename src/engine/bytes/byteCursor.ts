import type { ByteSource } from './types.ts';

/** Bytes fetched at a time; larger reads go to the source directly. */
const BLOCK_BYTES = 65_536;
const NEWLINE = 0x0a;

/** Reads a source from front to back, little-endian. Every method throws RangeError at the end of the source. */
export class ByteCursor {
  readonly #source: ByteSource;
  #block = new Uint8Array(0);
  #blockStart = 0;
  #view = new DataView(this.#block.buffer);
  #position: number;

  constructor(source: ByteSource, startByte = 0) {
    this.#source = source;
    this.#position = startByte;
  }

  get position(): number {
    return this.#position;
  }

  get remainingBytes(): number {
    return this.#source.sizeBytes - this.#position;
  }

  /** A view, good until the next call. */
  bytes(count: number): Uint8Array {
    const offset = this.#reach(count);
    this.#position += count;
    return this.#block.subarray(offset, offset + count);
  }

  skip(count: number): void {
    if (count < 0 || count > this.remainingBytes) throw new RangeError('the file ends here');
    this.#position += count;
  }

  uint8(): number {
    const offset = this.#reach(1);
    this.#position += 1;
    return this.#block[offset];
  }

  uint16(): number {
    const offset = this.#reach(2);
    this.#position += 2;
    return this.#view.getUint16(offset, true);
  }

  int32(): number {
    const offset = this.#reach(4);
    this.#position += 4;
    return this.#view.getInt32(offset, true);
  }

  uint32(): number {
    const offset = this.#reach(4);
    this.#position += 4;
    return this.#view.getUint32(offset, true);
  }

  /** Past 2^53 the number is inexact, which no size or offset that could be inside a file is. */
  uint64(): number {
    const offset = this.#reach(8);
    this.#position += 8;
    return Number(this.#view.getBigUint64(offset, true));
  }

  /** Big-endian, as pickles have it. */
  float64(): number {
    const offset = this.#reach(8);
    this.#position += 8;
    return this.#view.getFloat64(offset, false);
  }

  /** Bytes up to a newline, which is skipped. @throws RangeError when the line is longer than maximumBytes */
  line(maximumBytes: number): Uint8Array {
    const count = Math.min(maximumBytes + 1, this.remainingBytes);
    const offset = this.#reach(count);
    const length = this.#block.subarray(offset, offset + count).indexOf(NEWLINE);
    if (length < 0) throw new RangeError('a line does not end');
    this.#position += length + 1;
    return this.#block.subarray(offset, offset + length);
  }

  /** Where in the block the next count bytes lie. */
  #reach(count: number): number {
    const offset = this.#position - this.#blockStart;
    if (offset + count <= this.#block.length) return offset;
    if (count > this.remainingBytes) throw new RangeError('the file ends here');
    const block = this.#source.read(this.#position, Math.min(Math.max(count, BLOCK_BYTES), this.remainingBytes));
    this.#block = block;
    this.#view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    this.#blockStart = this.#position;
    return 0;
  }
}
