import { realFft } from '../dsp/fft.ts';
import type { BlockProcessor } from '../finish/blockwise.ts';

/** Samples that are worked on at once, and the length of a piece of the response. */
const partition = 4096;

/**
 * Convolution with a long response, piece by piece in the frequency domain (uniformly partitioned overlap-save, Stockham
 * 1966): work a sample grows with the length of the response over `partition`, memory with its length.
 */
export function createConvolver(response: Float64Array): BlockProcessor {
  const fft = realFft(2 * partition);
  const pieces = spectraOf(response);
  /** Spectra of the input, newest at `place`. */
  const history = pieces.map(() => new Float64Array(2 * fft.binCount));
  const sum = new Float64Array(2 * fft.binCount);
  /** The last partition and the one that fills. */
  const window = new Float64Array(2 * partition);
  const heard = new Float64Array(2 * partition);
  let place = 0;
  let filled = 0;
  let missing = 0;

  /** Answers for the partition that is full now, into the second half of `heard`. */
  function convolve(): void {
    place = (place + pieces.length - 1) % pieces.length;
    fft.forward(window, history[place]);
    sum.fill(0);
    for (let piece = 0; piece < pieces.length; piece++) {
      addProduct(history[(place + piece) % pieces.length], pieces[piece], sum);
    }
    fft.inverse(sum, heard);
    window.copyWithin(0, partition);
  }

  function process(block: Float32Array): Float32Array {
    const ready = new Float32Array(Math.floor((filled + block.length) / partition) * partition);
    let done = 0;
    for (let start = 0; start < block.length;) {
      const count = Math.min(partition - filled, block.length - start);
      window.set(block.subarray(start, start + count), partition + filled);
      filled += count;
      start += count;
      if (filled < partition) continue;
      convolve();
      ready.set(heard.subarray(partition), done);
      done += partition;
      filled = 0;
    }
    missing += block.length - done;
    return ready;
  }

  return {
    process,
    flush: () => {
      const wanted = missing;
      return process(new Float32Array(filled === 0 ? 0 : partition - filled)).slice(0, wanted);
    },
  };

  function spectraOf(samples: Float64Array): Float64Array[] {
    return Array.from({ length: Math.max(1, Math.ceil(samples.length / partition)) }, (_, piece) => {
      const padded = new Float64Array(2 * partition);
      padded.set(samples.subarray(piece * partition, (piece + 1) * partition));
      const spectrum = new Float64Array(2 * fft.binCount);
      fft.forward(padded, spectrum);
      return spectrum;
    });
  }
}

/** sum += a · b, complex numbers side by side. */
function addProduct(a: Float64Array, b: Float64Array, sum: Float64Array): void {
  for (let i = 0; i < sum.length; i += 2) {
    sum[i] += a[i] * b[i] - a[i + 1] * b[i + 1];
    sum[i + 1] += a[i] * b[i + 1] + a[i + 1] * b[i];
  }
}
