/** How samples lie in a WAV file. */
export const wavEncodings = {
  int16: { bits: 16, tag: 1 },
  int24: { bits: 24, tag: 1 },
  int32: { bits: 32, tag: 1 },
  float32: { bits: 32, tag: 3 },
} as const;
export type WavEncoding = keyof typeof wavEncodings;

/** LIST INFO entries by their four letters: INAM, ISFT, ICMT … */
export type WavTags = Readonly<Record<string, string>>;

export type WavLayout = {
  readonly sampleRate: number;
  readonly channels: number;
  readonly encoding: WavEncoding;
  /** Where the samples start, bytes from the start of the file. */
  readonly dataOffset: number;
  /** As declared; the file may hold less. Infinity where the writer did not know (a stream). */
  readonly dataBytes: number;
};

const unknownSize = 0xffff_ffff;

/**
 * A mono WAV header with room for 64-bit sizes: a `JUNK` chunk that becomes `ds64` when the file outgrows 4 GiB
 * (EBU Tech 3306).
 */
export function wavHeader(options: { sampleRate: number; encoding: WavEncoding; tags: WavTags }): Buffer {
  const { bits, tag } = wavEncodings[options.encoding];
  const bytesPerSample = bits / 8;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(options.sampleRate, 4);
  format.writeUInt32LE(options.sampleRate * bytesPerSample, 8);
  format.writeUInt16LE(bytesPerSample, 12);
  format.writeUInt16LE(bits, 14);
  return Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'),
    chunk('JUNK', Buffer.alloc(28)),
    chunk('fmt ', format),
    ...infoChunk(options.tags),
    Buffer.from('data\0\0\0\0', 'latin1'),
  ]);
}

/** Writes the final sizes into a header made by wavHeader; above `rf64Above` bytes the file becomes RF64. */
export function setWavSizes(
  header: Buffer,
  dataBytes: number,
  bytesPerSample: number,
  rf64Above = unknownSize - 1,
): void {
  const riffBytes = header.length - 8 + dataBytes + (dataBytes % 2);
  const isLarge = riffBytes > rf64Above;
  if (isLarge) {
    header.write('RF64', 0, 'latin1');
    header.write('ds64', 12, 'latin1');
    header.writeBigUInt64LE(BigInt(riffBytes), 20);
    header.writeBigUInt64LE(BigInt(dataBytes), 28);
    header.writeBigUInt64LE(BigInt(dataBytes / bytesPerSample), 36);
  }
  header.writeUInt32LE(isLarge ? unknownSize : riffBytes, 4);
  header.writeUInt32LE(isLarge ? unknownSize : dataBytes, header.length - 4);
}

function chunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function infoChunk(tags: WavTags): Buffer[] {
  const entries = Object.entries(tags).map(([id, text]) => chunk(id, Buffer.from(`${text}\0`, 'utf8')));
  return entries.length === 0 ? [] : [chunk('LIST', Buffer.concat([Buffer.from('INFO', 'latin1'), ...entries]))];
}

/**
 * Reads a RIFF or RF64 header from the first bytes of a file or stream.
 * @returns `incomplete` when the data chunk lies beyond these bytes, undefined when this is no WAV we know.
 */
export function parseWavHeader(bytes: Buffer): WavLayout | 'incomplete' | undefined {
  if (bytes.length < 12) return 'incomplete';
  const container = bytes.toString('latin1', 0, 4);
  if ((container !== 'RIFF' && container !== 'RF64') || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let longDataBytes: number | undefined;
  let format: Pick<WavLayout, 'sampleRate' | 'channels' | 'encoding'> | undefined;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', offset, offset + 4);
    const size = bytes.readUInt32LE(offset + 4);
    if (id === 'data') {
      if (!format) return undefined;
      return { ...format, dataOffset: offset + 8, dataBytes: dataSize(size, longDataBytes) };
    }
    if (offset + 8 + size > bytes.length) return 'incomplete';
    if (id === 'ds64') longDataBytes = Number(bytes.readBigUInt64LE(offset + 16));
    if (id === 'fmt ') format = parseFormat(bytes.subarray(offset + 8, offset + 8 + size));
    offset += 8 + size + (size % 2);
  }
  return 'incomplete';
}

function dataSize(declared: number, longDataBytes: number | undefined): number {
  if (declared !== unknownSize) return declared;
  return longDataBytes ?? Infinity;
}

const extensibleTag = 0xfffe;

function parseFormat(body: Buffer): Pick<WavLayout, 'sampleRate' | 'channels' | 'encoding'> | undefined {
  if (body.length < 16) return undefined;
  const outerTag = body.readUInt16LE(0);
  const tag = outerTag === extensibleTag && body.length >= 26 ? body.readUInt16LE(24) : outerTag;
  const bits = body.readUInt16LE(14);
  for (const [encoding, known] of Object.entries(wavEncodings)) {
    if (known.bits === bits && known.tag === tag) {
      return { sampleRate: body.readUInt32LE(4), channels: body.readUInt16LE(2), encoding: encoding as WavEncoding };
    }
  }
  return undefined;
}
