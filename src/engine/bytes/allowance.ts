/**
 * Counts what a reader allocates on behalf of a file and stops it at a bound stated beforehand, so that no length field in a
 * hostile file can ask for more.
 */
export class Allowance {
  readonly maximumBytes: number;
  #usedBytes = 0;
  #peakBytes = 0;

  constructor(maximumBytes: number) {
    this.maximumBytes = maximumBytes;
  }

  /** The most that was held at once. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Call before allocating. @throws AllowanceExceeded */
  take(bytes: number): void {
    if (!Number.isSafeInteger(bytes) || bytes < 0 || this.#usedBytes + bytes > this.maximumBytes) {
      throw new AllowanceExceeded(bytes, this.maximumBytes);
    }
    this.#usedBytes += bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.#usedBytes);
  }

  /** Call when the memory is let go. */
  giveBack(bytes: number): void {
    this.#usedBytes -= bytes;
  }
}

export class AllowanceExceeded extends Error {
  override readonly name = 'AllowanceExceeded';

  constructor(wantedBytes: number, maximumBytes: number) {
    super(`wanted ${String(wantedBytes)} bytes more, within ${String(maximumBytes)}`);
  }
}
