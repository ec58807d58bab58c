/*
 * Protocol-buffer wire format, the writing half of what ONNX needs.
 * https://protobuf.dev/programming-guides/encoding/
 */
const wireTypes = { varint: 0, lengthDelimited: 2, fixed32: 5 } as const;

/** One encoded field, or several in a row. */
export type Encoded = Uint8Array;

/** @param value whole, -2⁶³ … 2⁶³-1; negative ones take ten bytes, as the format has it */
function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

export function integerField(field: number, value: number | bigint): Encoded {
  return Uint8Array.from([...varint((field << 3) | wireTypes.varint), ...varint(value)]);
}

export function floatField(field: number, value: number): Encoded {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return joined([Uint8Array.from(varint((field << 3) | wireTypes.fixed32)), bytes]);
}

/** @param text ASCII: the names in a graph are the program's own */
export function textField(field: number, text: string): Encoded {
  return messageField(field, [Uint8Array.from(text, (character) => character.charCodeAt(0))]);
}

/** Several whole numbers under one tag. */
export function packedField(field: number, values: readonly number[]): Encoded {
  return messageField(field, [Uint8Array.from(values.flatMap(varint))]);
}

export function messageField(field: number, parts: readonly Encoded[]): Encoded {
  const lengthBytes = parts.reduce((sum, part) => sum + part.length, 0);
  return joined([fieldStart(field, lengthBytes), ...parts]);
}

/** Tag and length of a field whose contents follow by themselves. */
export function fieldStart(field: number, lengthBytes: number): Encoded {
  return Uint8Array.from([...varint((field << 3) | wireTypes.lengthDelimited), ...varint(lengthBytes)]);
}

export function joined(parts: readonly Encoded[]): Encoded {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
