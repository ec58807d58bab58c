import type { Allowance } from '../bytes/allowance.ts';
import { ByteCursor } from '../bytes/byteCursor.ts';
import { damagedFile } from '../bytes/refusals.ts';
import { textOf } from '../bytes/text.ts';
import type { ByteSource } from '../bytes/types.ts';

/** Names in a graph are a few dozen characters; those of exporters that write whole paths, a few hundred. */
export const longestTextBytes = 4096;
/** A voice has about 100 000 fields. Ten million fields of two bytes would fit into 20 MB and take minutes. */
const maximumFields = 5_000_000;

/** Where a part of a file lies. */
export type FileSpan = { readonly start: number; readonly end: number };

/** One field of a message as it lies in the file; its value is read when it is asked for. */
export type Field = {
  readonly number: number;
  readonly wire: 'varint' | 'fixed64' | 'bytes' | 'fixed32';
  /** The field with its tag. */
  readonly whole: FileSpan;
  /** The value alone: the contents of a `bytes` field, the number of the others. */
  readonly value: FileSpan;
  /** A varint as the signed 64-bit it stands for, beyond ±2^53 the nearest; 0 for other wires. */
  readonly integer: number;
};

const wires = { 0: 'varint', 1: 'fixed64', 2: 'bytes', 5: 'fixed32' } as const;

/**
 * Reads protocol-buffer messages field by field from a file of any size, stepping over what nobody asks for. What is kept
 * is counted by the allowance; the number of fields in the file is bounded, so that the time is too.
 * https://protobuf.dev/programming-guides/encoding/
 */
export class MessageReader {
  readonly #source: ByteSource;
  readonly #allowance: Allowance;
  #cursor: ByteCursor;
  #fieldCount = 0;

  constructor(source: ByteSource, allowance: Allowance) {
    this.#source = source;
    this.#allowance = allowance;
    this.#cursor = new ByteCursor(source);
  }

  /** The fields of the message in this part of the file, in order. @throws AppError VOICE_FILE_DAMAGED */
  *fields(message: FileSpan, item: string): Generator<Field> {
    let at = message.start;
    while (at < message.end) {
      if (++this.#fieldCount > maximumFields) throw damagedFile(this.#source.name, 'too-large', item);
      this.#goTo(at);
      const tag = this.#varint(item);
      const number = Math.floor(tag / 8);
      const wire = wires[(tag % 8) as keyof typeof wires] as Field['wire'] | undefined;
      // Groups (3 and 4) left the format before ONNX came.
      if (wire === undefined || tag < 8 || tag >= 2 ** 32) throw this.#damaged(item);
      const start = this.#cursor.position;
      const integer = wire === 'varint' ? this.#varint(item) : 0;
      const value = wire === 'varint' ? { start, end: this.#cursor.position } : this.#valueSpan(wire, item);
      if (value.end > message.end) throw damagedFile(this.#source.name, 'cut-off', item);
      yield { number, wire, whole: { start: at, end: value.end }, value, integer };
      at = value.end;
    }
  }

  integer(field: Field, item: string): number {
    if (field.wire !== 'varint') throw this.#damaged(item);
    return field.integer;
  }

  /** A float32. */
  float(field: Field, item: string): number {
    if (field.wire !== 'fixed32') throw this.#damaged(item);
    this.#goTo(field.value.start);
    const bytes = this.#cursor.bytes(4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
  }

  text(field: Field, item: string): string {
    if (field.wire !== 'bytes') throw this.#damaged(item);
    const { start, end } = field.value;
    if (end - start > longestTextBytes) throw damagedFile(this.#source.name, 'too-large', item);
    // Two bytes per character and what an object around it takes.
    this.#allowance.take(2 * (end - start) + 32);
    this.#goTo(start);
    return textOf(this.#cursor.bytes(end - start));
  }

  message(field: Field, item: string): FileSpan {
    if (field.wire !== 'bytes') throw this.#damaged(item);
    return field.value;
  }

  /**
   * Whole numbers of a repeated field, packed or one by one, added to a list.
   * @param maximum more are `too-large`
   */
  integers(field: Field, into: number[], { maximum, item }: { maximum: number; item: string }): void {
    this.#allowance.take(16);
    if (field.wire === 'varint') into.push(this.integer(field, item));
    else {
      const { start, end } = this.message(field, item);
      if (end - start > 10 * maximum) throw damagedFile(this.#source.name, 'too-large', item);
      this.#allowance.take(8 * (end - start));
      this.#goTo(start);
      while (this.#cursor.position < end) into.push(this.#varint(item));
      if (this.#cursor.position !== end) throw this.#damaged(item);
    }
    if (into.length > maximum) throw damagedFile(this.#source.name, 'too-large', item);
  }

  #valueSpan(wire: Field['wire'], item: string): FileSpan {
    const start = this.#cursor.position;
    if (wire !== 'bytes') return { start, end: start + (wire === 'fixed64' ? 8 : 4) };
    const length = this.#varint(item);
    const contents = this.#cursor.position;
    if (length < 0) throw this.#damaged(item);
    if (contents + length > this.#source.sizeBytes) throw damagedFile(this.#source.name, 'cut-off', item);
    return { start: contents, end: contents + length };
  }

  #goTo(position: number): void {
    const ahead = position - this.#cursor.position;
    if (ahead >= 0 && ahead <= this.#cursor.remainingBytes) this.#cursor.skip(ahead);
    else this.#cursor = new ByteCursor(this.#source, position);
  }

  /** 64-bit two's complement. */
  #varint(item: string): number {
    let low = 0;
    let high = 0;
    for (let index = 0; index < 10; index++) {
      const byte = this.#cursor.uint8();
      // 28 bits in the low part, the others above: both stay exact.
      if (index < 4) low += (byte & 0x7f) * 2 ** (7 * index);
      else high += (byte & 0x7f) * 2 ** (7 * (index - 4));
      if (byte < 0x80) return signedOf(low, high);
    }
    throw this.#damaged(item);
  }

  #damaged(item: string) {
    return damagedFile(this.#source.name, 'bad-structure', item);
  }
}

/** @param high the bits from the 28th up; the sixty-fourth is the sign, what a tenth byte holds above it is nothing */
function signedOf(low: number, high: number): number {
  const within = high % 2 ** 36;
  return (within >= 2 ** 35 ? within - 2 ** 36 : within) * 2 ** 28 + low;
}
