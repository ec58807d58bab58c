import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { bytesOf, partPath } from './atomicFile.ts';

/** Envelope as half-precision bit patterns and band aperiodicity of a run of frames, row-major. */
type VocoderBlock = { readonly envelopeHalves: Uint16Array; readonly bandAperiodicityDb: Float32Array };

/** Numbers of values in a block. */
type BlockShape = { readonly envelopeCount: number; readonly aperiodicityCount: number };

/**
 * Blocks of vocoder parameters on disk, one file each, so that several threads may fill in what is missing: whoever
 * makes a block makes the same bytes. Synchronous, because converters read frames synchronously in a thread of their own.
 */
export type VocoderBlocks = {
  /** Undefined where the block is missing or damaged. */
  read(index: number, shape: BlockShape): VocoderBlock | undefined;
  has(index: number): boolean;
  write(index: number, block: VocoderBlock): void;
};

/** @param folder made when the first block is written */
export function openVocoderBlocks(folder: string): VocoderBlocks {
  const pathOf = (index: number): string => join(folder, `${String(index).padStart(6, '0')}.block`);
  return {
    read(index, shape) {
      const bytes = readIfThere(pathOf(index));
      return bytes === undefined ? undefined : unpack(bytes, shape);
    },
    has: (index) => existsSync(pathOf(index)),
    write(index, block) {
      mkdirSync(folder, { recursive: true });
      const part = partPath(pathOf(index));
      writeFileSync(part, pack(block));
      renameSync(part, pathOf(index));
    },
  };
}

/**
 * Checksum, envelope, aperiodicity. The checksum stands in for flushing every block to the platter: after a power cut a
 * block that is not whole is made again.
 */
function pack({ envelopeHalves, bandAperiodicityDb }: VocoderBlock): Uint8Array {
  const bytes = new Uint8Array(4 + envelopeHalves.byteLength + bandAperiodicityDb.byteLength);
  bytes.set(bytesOf(envelopeHalves), 4);
  bytes.set(bytesOf(bandAperiodicityDb), 4 + envelopeHalves.byteLength);
  new DataView(bytes.buffer).setUint32(0, crc32(bytes.subarray(4)), true);
  return bytes;
}

function unpack(bytes: Uint8Array, { envelopeCount, aperiodicityCount }: BlockShape): VocoderBlock | undefined {
  if (bytes.byteLength !== 4 + 2 * envelopeCount + 4 * aperiodicityCount) return undefined;
  const values = bytes.subarray(4);
  const checksum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (crc32(values) !== checksum) return undefined;
  const envelopeHalves = new Uint16Array(values.slice(0, 2 * envelopeCount).buffer);
  const bandAperiodicityDb = new Float32Array(values.slice(2 * envelopeCount).buffer);
  return { envelopeHalves, bandAperiodicityDb };
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(path);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
