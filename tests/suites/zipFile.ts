import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive to be written, and in which of the legal ways. */
export type ZipPart = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isDeflated?: boolean;
  /** Sizes in 64 bits, in the extra fields. */
  readonly isZip64?: boolean;
  /** No sizes and checksum before the data; they follow it. */
  readonly hasDescriptor?: boolean;
  /** Data begin at a multiple of this, by padding in the local header, as PyTorch does. */
  readonly alignment?: number;
  /** Lies that the table of contents tells. */
  readonly claimed?: { readonly sizeBytes?: number; readonly crc32?: number; readonly headerByte?: number };
  readonly flags?: number;
  readonly method?: number;
  readonly mode?: number;
};

const WIDE = 0xffffffff;
const PADDING_EXTRA = 0x4246;
const ZIP64_EXTRA = 1;
const DESCRIPTOR_FLAG = 8;

/** Writes an archive; with isZip64 its end records are wide too. */
export function zipBytes(parts: readonly ZipPart[], { isZip64 = false, comment = '' } = {}): Uint8Array<ArrayBuffer> {
  const pieces: Buffer[] = [];
  let at = 0;
  const write = (...buffers: Buffer[]) => {
    for (const buffer of buffers) at += pieces.push(buffer) > 0 ? buffer.length : 0;
  };
  const headers = parts.map((part) => {
    const startByte = at;
    const data = Buffer.from(part.isDeflated === true ? deflateRawSync(part.bytes) : part.bytes);
    write(localHeader(part, data, startByte), data, descriptor(part, data));
    return centralHeader(part, data, startByte);
  });
  const directoryByte = at;
  write(...headers);
  const sizeBytes = at - directoryByte;
  if (isZip64) write(wideEnd(parts.length, sizeBytes, directoryByte, at));
  write(shortEnd({ count: parts.length, sizeBytes, directoryByte, isZip64, comment }));
  return new Uint8Array(Buffer.concat(pieces));
}

function numbers(...values: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const buffer = Buffer.alloc(8);
      buffer.writeBigUInt64LE(BigInt(value));
      return buffer.subarray(0, bytes);
    }),
  );
}

/** Signature apart, what local and central headers begin alike with. */
function common(part: ZipPart, data: Buffer, isLocal: boolean): Buffer {
  const isHidden = isLocal && part.hasDescriptor === true;
  const isWide = part.isZip64 === true;
  const flags = (part.flags ?? 0) | (part.hasDescriptor === true ? DESCRIPTOR_FLAG : 0);
  const sum = isLocal ? crc32(part.bytes) : (part.claimed?.crc32 ?? crc32(part.bytes));
  const size = isLocal ? part.bytes.length : (part.claimed?.sizeBytes ?? part.bytes.length);
  return numbers(
    [2, 45],
    [2, flags],
    [2, part.method ?? (part.isDeflated === true ? 8 : 0)],
    [4, 0],
    [4, isHidden ? 0 : sum],
    [4, isHidden ? 0 : isWide ? WIDE : data.length],
    [4, isHidden ? 0 : isWide ? WIDE : size],
    [2, Buffer.byteLength(part.name)],
  );
}

function wideExtra(part: ZipPart, data: Buffer, headerByte: number | null): Buffer {
  if (part.isZip64 !== true) return Buffer.alloc(0);
  const body = numbers(
    [8, part.bytes.length],
    [8, data.length],
    ...(headerByte === null ? [] : [[8, headerByte] as const]),
  );
  return Buffer.concat([numbers([2, ZIP64_EXTRA], [2, body.length]), body]);
}

function localHeader(part: ZipPart, data: Buffer, startByte: number): Buffer {
  const name = Buffer.from(part.name);
  const wide = wideExtra(part, data, null);
  const unpadded = startByte + 30 + name.length + wide.length + 4;
  const padding = part.alignment === undefined ? null : (part.alignment - (unpadded % part.alignment)) % part.alignment;
  const extra =
    padding === null
      ? wide
      : Buffer.concat([wide, numbers([2, PADDING_EXTRA], [2, padding]), Buffer.alloc(padding, 'Z')]);
  return Buffer.concat([numbers([4, 0x04034b50]), common(part, data, true), numbers([2, extra.length]), name, extra]);
}

function descriptor(part: ZipPart, data: Buffer): Buffer {
  if (part.hasDescriptor !== true) return Buffer.alloc(0);
  const width = part.isZip64 === true ? 8 : 4;
  return numbers([4, 0x08074b50], [4, crc32(part.bytes)], [width, data.length], [width, part.bytes.length]);
}

function centralHeader(part: ZipPart, data: Buffer, startByte: number): Buffer {
  const headerByte = part.claimed?.headerByte ?? startByte;
  const extra = wideExtra(part, data, headerByte);
  return Buffer.concat([
    numbers([4, 0x02014b50], [2, 45]),
    common(part, data, false),
    numbers([2, extra.length], [2, 0], [2, 0], [2, 0], [4, (part.mode ?? 0) * 0x10000]),
    numbers([4, part.isZip64 === true ? WIDE : headerByte]),
    Buffer.from(part.name),
    extra,
  ]);
}

function wideEnd(count: number, sizeBytes: number, directoryByte: number, endByte: number): Buffer {
  return Buffer.concat([
    numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]),
    numbers([8, count], [8, count], [8, sizeBytes], [8, directoryByte]),
    numbers([4, 0x07064b50], [4, 0], [8, endByte], [4, 1]),
  ]);
}

type End = {
  readonly count: number;
  readonly sizeBytes: number;
  readonly directoryByte: number;
  readonly isZip64: boolean;
  readonly comment: string;
};

function shortEnd({ count, sizeBytes, directoryByte, isZip64, comment }: End): Buffer {
  const shown = isZip64 ? 0xffff : count;
  return Buffer.concat([
    numbers([4, 0x06054b50], [2, 0], [2, 0], [2, shown], [2, shown]),
    numbers([4, isZip64 ? WIDE : sizeBytes], [4, isZip64 ? WIDE : directoryByte], [2, comment.length]),
    Buffer.from(comment),
  ]);
}
