import { damagedMelody } from '../refusals.ts';

/** Longest number of variable length that the format has, bytes. */
const LONGEST_NUMBER_BYTES = 4;

/** Reads a MIDI file from front to back, big-endian. Every method throws MELODY_DAMAGED at the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #file: string;
  #position = 0;

  constructor(file: string, bytes: Uint8Array) {
    this.#file = file;
    this.#bytes = bytes;
  }

  get remainingBytes(): number {
    return this.#bytes.length - this.#position;
  }

  uint8(): number {
    if (this.#position >= this.#bytes.length) throw damagedMelody(this.#file, 'cut-off');
    return this.#bytes[this.#position++];
  }

  /** The next byte, not yet taken. */
  peek(): number {
    if (this.#position >= this.#bytes.length) throw damagedMelody(this.#file, 'cut-off');
    return this.#bytes[this.#position];
  }

  uint16(): number {
    return this.uint8() * 0x100 + this.uint8();
  }

  uint32(): number {
    return this.uint16() * 0x10000 + this.uint16();
  }

  /** Seven bits a byte, the highest set on all but the last. */
  variableNumber(): number {
    let value = 0;
    for (let count = 0; count < LONGEST_NUMBER_BYTES; count++) {
      const byte = this.uint8();
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    throw damagedMelody(this.#file, 'bad-number');
  }

  /** A view. */
  bytes(count: number): Uint8Array {
    if (count > this.remainingBytes) throw damagedMelody(this.#file, 'cut-off');
    this.#position += count;
    return this.#bytes.subarray(this.#position - count, this.#position);
  }
}
