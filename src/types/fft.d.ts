declare module 'fft.js' {
  /** Radix-4 FFT; complex arrays are interleaved. */
  export default class FFT {
    constructor(size: number);
    realTransform(out: number[], data: number[]): void;
    transform(out: number[], data: number[]): void;
    inverseTransform(out: number[], data: number[]): void;
  }
}
