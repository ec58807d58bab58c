import type { Metrics } from '../../contract/metrics.ts';
import type { EndedJob } from './endedJobs.ts';

/** Adds completed jobs up. */
export class ConversionFigures {
  #count = 0;
  #workSec = 0;
  #measuredAudioSec = 0;
  #measuredWorkSec = 0;
  readonly #clockSec: number[] = [];

  add({ clockSec, workSec, durationSec }: EndedJob): void {
    this.#count++;
    this.#workSec += workSec;
    if (clockSec === null) return;
    this.#clockSec.push(clockSec);
    if (workSec <= 0) return;
    this.#measuredAudioSec += durationSec;
    this.#measuredWorkSec += workSec;
  }

  sum(): Metrics['conversions'] {
    const measuredCount = this.#clockSec.length;
    const totalSec = this.#clockSec.reduce((sum, sec) => sum + sec, 0);
    return {
      count: this.#count,
      measuredCount,
      meanSec: measuredCount === 0 ? null : totalSec / measuredCount,
      p95Sec: nearestRank(this.#clockSec, 0.95),
      deviceSec: this.#workSec,
      realTimeFactor: this.#measuredWorkSec === 0 ? null : this.#measuredAudioSec / this.#measuredWorkSec,
    };
  }
}

/** The smallest value that at least this ratio of all are not above; null of none. */
export function nearestRank(values: readonly number[], ratio: number): number | null {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(ratio * sorted.length - 1e-9) - 1)] ?? null;
}
