import { AppError } from '../../src/contract/errors.ts';
import { Allowance } from '../../src/engine/bytes/allowance.ts';
import { processorSec } from './processorSec.ts';

/** Mutations of each kind of file: 400 in a quick run, CANTADO_FUZZ in a long one. */
export const mutationCount = Number(process.env['CANTADO_FUZZ'] ?? 400);
const seed = Number(process.env['CANTADO_SEED'] ?? 20261122);
/** Longer than this for one file is a hang. */
const mostProcessorSec = 2;

type Random = (below: number) => number;

/** Marsaglia's xorshift32: the same numbers for the same seed on every machine. */
function randomOf(start: number): Random {
  let state = start >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  // Neighbouring seeds begin alike; the first numbers are thrown away.
  for (let step = 0; step < 8; step++) next();
  return (below) => next() % Math.max(1, below);
}

const oddBytes = [0, 1, 0x7f, 0x80, 0xff, 0x2e, 0x28, 0x5c, 0x2f];
const oddLongs = [0n, 1n, -1n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 1n << 53n, 1n << 62n, -(1n << 63n), 65_535n];

type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

/** A place in the file; structure is thickest at both ends, so these are hit more often than the middle. */
function place(bytes: Uint8Array, random: Random): number {
  const reach = [bytes.length, Math.min(bytes.length, 256), Math.min(bytes.length, 4096)][random(3)] ?? bytes.length;
  const at = random(reach);
  return random(3) === 0 ? bytes.length - 1 - at : at;
}

function withOut(bytes: Uint8Array, start: number, end: number, between: Uint8Array): Uint8Array {
  const out = new Uint8Array(start + between.length + Math.max(0, bytes.length - end));
  out.set(bytes.subarray(0, start));
  out.set(between, start);
  out.set(bytes.subarray(end), start + between.length);
  return out;
}

const changes: readonly Change[] = [
  function flipBits(bytes, random) {
    const out = bytes.slice();
    for (let times = 1 + random(8); times > 0; times--) out[place(out, random)] ^= 1 << random(8);
    return out;
  },
  function setOddBytes(bytes, random) {
    const out = bytes.slice();
    for (let times = 1 + random(4); times > 0; times--)
      out[place(out, random)] = oddBytes[random(oddBytes.length)] ?? 0;
    return out;
  },
  function setOddNumber(bytes, random) {
    const out = bytes.slice();
    const long = new DataView(new ArrayBuffer(8));
    long.setBigInt64(0, oddLongs[random(oddLongs.length)] ?? 0n, random(4) !== 0);
    out.set(
      new Uint8Array(long.buffer).subarray(0, Math.min([2, 4, 8][random(3)] ?? 8, out.length)),
      Math.max(0, Math.min(place(out, random), out.length - 8)),
    );
    return out;
  },
  function nudge(bytes, random) {
    const out = bytes.slice();
    out[place(out, random)] += random(2) === 0 ? 1 : 255;
    return out;
  },
  function cutOff(bytes, random) {
    return bytes.slice(0, place(bytes, random));
  },
  function remove(bytes, random) {
    const start = place(bytes, random);
    return withOut(bytes, start, start + 1 + random(64), new Uint8Array(0));
  },
  function insert(bytes, random) {
    const start = place(bytes, random);
    return withOut(
      bytes,
      start,
      start,
      Uint8Array.from({ length: 1 + random(64) }, () => random(256)),
    );
  },
  function copyWithin(bytes, random) {
    const from = place(bytes, random);
    const start = place(bytes, random);
    const piece = bytes.slice(from, from + 1 + random(512));
    return withOut(bytes, start, random(2) === 0 ? start : start + piece.length, piece);
  },
  function repeat(bytes, random) {
    const start = place(bytes, random);
    const piece = bytes.slice(start, start + 1 + random(16));
    const times = 1 + random(2000);
    const many = new Uint8Array(piece.length * times);
    for (let at = 0; at < times; at++) many.set(piece, at * piece.length);
    return withOut(bytes, start, start, many);
  },
  function zeroes(bytes, random) {
    const start = place(bytes, random);
    return bytes.slice().fill(0, start, start + 1 + random(4096));
  },
];

/** Mutation `number` of an original: one to three changes, the same ones always. */
function mutate(original: Uint8Array, number: number): Uint8Array<ArrayBuffer> {
  const random = randomOf(seed + number * 2_654_435_761);
  let bytes: Uint8Array = original;
  for (let times = 1 + random(3); times > 0 && bytes.length > 0; times--) {
    bytes = (changes[random(changes.length)] ?? ((same) => same))(bytes, random);
  }
  return bytes.slice();
}

/** Opens a mutated file to its end; what its reader allocates for it is counted by the allowance. */
export type ReadMutation = (bytes: Uint8Array<ArrayBuffer>, allowance: Allowance) => void;

export type FuzzResult = { opened: number; refused: number; peakBytes: number };

/**
 * Opens `mutationCount` mutations of sound files. Each must be opened or refused with an AppError other than INTERNAL, in
 * less than 2 s of the processor, and within the bound that the reader states for its memory.
 * @returns how many went which way, and the largest, to be asserted
 * @throws Error that names the mutation by its number
 */
export function fuzz(originals: readonly Uint8Array[], boundBytes: number, read: ReadMutation): FuzzResult {
  const result = { opened: 0, refused: 0, peakBytes: 0 };
  for (let number = 0; number < mutationCount; number++) {
    const original = number % originals.length;
    const bytes = mutate(originals[original] ?? new Uint8Array(0), number);
    const allowance = new Allowance(boundBytes);
    const tookSec = processorSec(() => {
      try {
        read(bytes, allowance);
        result.opened++;
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'INTERNAL') {
          throw new Error(`mutation ${String(number)} of file ${String(original)} broke the reader`, { cause: error });
        }
        result.refused++;
      }
    });
    result.peakBytes = Math.max(result.peakBytes, allowance.peakBytes);
    if (tookSec > mostProcessorSec) {
      throw new Error(
        `mutation ${String(number)} of file ${String(original)} took ${tookSec.toFixed(1)} s of the processor`,
      );
    }
  }
  return result;
}
