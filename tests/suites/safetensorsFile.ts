/** A tensor of a safetensors file, as its header says it. */
export type SafetensorsPart = { readonly dtype: string; readonly shape: readonly number[]; readonly bytes: Uint8Array };

/** https://github.com/huggingface/safetensors#format */
export function safetensorsBytes(parts: Readonly<Record<string, SafetensorsPart>>): Uint8Array<ArrayBuffer> {
  let endByte = 0;
  const header = Object.entries(parts).map(([name, { dtype, shape, bytes }]) => {
    const startByte = endByte;
    endByte += bytes.length;
    return [name, { dtype, shape, data_offsets: [startByte, endByte] }];
  });
  return withHeader(
    { __metadata__: { format: 'pt' }, ...Object.fromEntries(header) },
    Buffer.concat(Object.values(parts).map(({ bytes }) => bytes)),
  );
}

export function withHeader(header: unknown, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return new Uint8Array(Buffer.concat([length, json, data]));
}
