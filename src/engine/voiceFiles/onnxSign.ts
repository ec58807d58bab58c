import { ByteCursor } from '../bytes/byteCursor.ts';
import type { ByteSource } from '../bytes/types.ts';

/*
 * ModelProto of onnx.proto: a protocol-buffer message of which field 1 is the version of the format and field 7 the graph.
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
const VERSION_FIELD = 1;
const GRAPH_FIELD = 7;
const HIGHEST_FIELD = 30;
/** A model that was split up for storage has some hundred before its graph at most. */
const MOST_FIELDS = 512;
const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/** Whether the fields of the file, of which only numbers and lengths are read, are those of an ONNX model. */
export function looksLikeOnnx(source: ByteSource): boolean {
  try {
    return hasModelFields(new ByteCursor(source));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function hasModelFields(cursor: ByteCursor): boolean {
  const met = new Set<number>();
  for (let count = 0; cursor.remainingBytes > 0; count++) {
    const tag = varint(cursor);
    const field = Math.floor(tag / 8);
    if (count >= MOST_FIELDS || field < 1 || field > HIGHEST_FIELD || !skipValue(cursor, tag % 8)) return false;
    met.add(field);
    // A file cut off inside its graph is still a model, and its reader says what is wrong.
    if (met.has(VERSION_FIELD) && met.has(GRAPH_FIELD)) return true;
  }
  return false;
}

/** False for a wire type that does not exist. */
function skipValue(cursor: ByteCursor, wireType: number): boolean {
  if (wireType === wireTypes.varint) varint(cursor);
  else if (wireType === wireTypes.fixed64) cursor.skip(8);
  else if (wireType === wireTypes.fixed32) cursor.skip(4);
  else if (wireType === wireTypes.lengthDelimited) cursor.skip(varint(cursor));
  else return false;
  return true;
}

function varint(cursor: ByteCursor): number {
  let value = 0;
  for (let shift = 0; shift < 63; shift += 7) {
    const byte = cursor.uint8();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new RangeError('no varint is longer');
}
