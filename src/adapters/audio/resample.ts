import libsamplerate from '@alexanderolsen/libsamplerate-js';

/** Changes the rate of a mono signal fed in blocks of any size; how it was cut changes no sample. */
export type Resampler = {
  /** Samples that are ready; the first one lies exactly on the first one that went in. */
  process(block: Float32Array): Float32Array;
  /** The rest: after it, round(n · outputRate / inputRate) samples have come out for the n that went in. */
  flush(): Float32Array;
  close(): void;
};

/** Samples handed to libsamplerate at once; it answers with the same samples for any size. */
const blockSize = 8192;

/**
 * A resampler on libsamplerate's band-limited sinc (Secret Rabbit Code), which has no start-up delay and is
 * deterministic. Equal rates pass the signal through untouched.
 */
export async function createResampler(inputRate: number, outputRate: number): Promise<Resampler> {
  if (inputRate === outputRate)
    return { process: (block) => block.slice(), flush: () => new Float32Array(0), close: () => {} };
  const { create, ConverterType } = libsamplerate;
  const converter = await create(1, inputRate, outputRate, { converterType: ConverterType.SRC_SINC_MEDIUM_QUALITY });
  let countIn = 0;
  let countOut = 0;

  function convert(block: Float32Array): Float32Array[] {
    const pieces: Float32Array[] = [];
    for (let start = 0; start < block.length; start += blockSize) {
      pieces.push(converter.full(block.subarray(start, start + blockSize)));
    }
    return pieces;
  }

  function process(block: Float32Array): Float32Array {
    const samples = joined(convert(block));
    countIn += block.length;
    countOut += samples.length;
    return samples;
  }

  function flush(): Float32Array {
    const missing = Math.round((countIn * outputRate) / inputRate) - countOut;
    const pieces: Float32Array[] = [];
    for (let count = 0; count < missing;) {
      const more = convert(new Float32Array(blockSize));
      pieces.push(...more);
      count += more.reduce((total, piece) => total + piece.length, 0);
    }
    return joined(pieces).slice(0, Math.max(0, missing));
  }

  return {
    process,
    flush,
    close: () => {
      converter.destroy();
    },
  };
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
