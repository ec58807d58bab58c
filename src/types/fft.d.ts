declare module 'fft.js' {
  /** Radix-4 FFT; complex arrays are interleaved. */
  export default class FFT {
    constructor(size: number);
    transform(out: Float64Array, data: Float64Array): void;
  }
}
