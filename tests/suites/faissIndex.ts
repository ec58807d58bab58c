/** An IVF-Flat index as faiss would hold it, for tests that need one of their own. */
export type IndexContent = {
  readonly width: number;
  readonly probeCount?: number;
  /** [lists][width] */
  readonly centres: readonly (readonly number[])[];
  /** [lists][rows] */
  readonly lists: readonly (readonly { readonly id: number; readonly vector: readonly number[] }[])[];
  readonly directMap?: 'none' | 'array' | 'hash';
  /** Sizes of all lists, or of those that are not empty; as faiss decides unless given. */
  readonly form?: 'full' | 'sprs';
};

/** The bytes of the file faiss writes for it. */
export function faissIndexBytes(content: IndexContent): Uint8Array<ArrayBuffer> {
  const { width, centres, lists } = content;
  const rows = lists.flat();
  const parts: Buffer[] = [
    Buffer.from('IwFl'),
    header(width, rows.length),
    count(lists.length),
    count(content.probeCount ?? 1),
    Buffer.from('IxF2'),
    header(width, lists.length),
    count(lists.length * width),
    floats(centres.flat()),
    directMap(content.directMap ?? 'none', rows),
    Buffer.from('ilar'),
    count(lists.length),
    count(4 * width),
    listSizes(content),
  ];
  for (const list of lists) {
    parts.push(floats(list.flatMap(({ vector }) => vector)), ...list.map(({ id }) => count(id)));
  }
  return new Uint8Array(Buffer.concat(parts));
}

function count(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

function floats(values: readonly number[]): Buffer {
  return Buffer.from(Float32Array.from(values).buffer);
}

function header(width: number, vectorCount: number): Buffer {
  const widthBytes = Buffer.alloc(4);
  widthBytes.writeInt32LE(width);
  const trainedAndL2 = Buffer.from([1, 1, 0, 0, 0]);
  return Buffer.concat([widthBytes, count(vectorCount), count(2 ** 20), count(2 ** 20), trainedAndL2]);
}

function directMap(type: 'none' | 'array' | 'hash', rows: readonly { readonly id: number }[]): Buffer {
  if (type === 'none') return Buffer.concat([Buffer.from([0]), count(0)]);
  if (type === 'array') return Buffer.concat([Buffer.from([1]), count(rows.length), ...rows.map((_, at) => count(at))]);
  const pairs = rows.flatMap(({ id }, at) => [count(id), count(at)]);
  return Buffer.concat([Buffer.from([2]), count(0), count(rows.length), ...pairs]);
}

function listSizes({ lists, form }: IndexContent): Buffer {
  const filled = lists.flatMap((list, at) => (list.length > 0 ? [[at, list.length]] : []));
  if ((form ?? (2 * filled.length > lists.length ? 'full' : 'sprs')) === 'full') {
    return Buffer.concat([Buffer.from('full'), count(lists.length), ...lists.map((list) => count(list.length))]);
  }
  return Buffer.concat([Buffer.from('sprs'), count(2 * filled.length), ...filled.flat().map(count)]);
}
