/** Dimensions that are added up before the sum is compared with what is still of interest. */
const stride = 64;

/**
 * Squared Euclidean distance of a query and a row, in float64. Stops as soon as it is above the limit, which changes no
 * result: what it then returns is above the limit too.
 * @param query [width] float64
 * @param rows [rows, width]
 */
export function squaredDistance(query: Float64Array, rows: Float32Array, rowStart: number, limit: number): number {
  let sum = 0;
  for (let from = 0; from < query.length; from += stride) {
    const to = Math.min(from + stride, query.length);
    // Four sums at a time: one alone waits for each of its own additions.
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    let index = from;
    for (let row = rowStart + from; index + 4 <= to; index += 4, row += 4) {
      const a = query[index] - rows[row];
      const b = query[index + 1] - rows[row + 1];
      const c = query[index + 2] - rows[row + 2];
      const d = query[index + 3] - rows[row + 3];
      first += a * a;
      second += b * b;
      third += c * c;
      fourth += d * d;
    }
    for (; index < to; index++) first += (query[index] - rows[rowStart + index]) ** 2;
    sum += first + second + (third + fourth);
    if (sum > limit) return sum;
  }
  return sum;
}

/** The k smallest distances seen so far, smallest first; of equal ones the one seen first. */
export class Smallest {
  readonly distances: Float64Array;
  readonly places: Int32Array;
  count = 0;

  constructor(size: number) {
    this.distances = new Float64Array(size).fill(Infinity);
    this.places = new Int32Array(size).fill(-1);
  }

  /** Distances above this are of no interest any more. */
  get limit(): number {
    return this.distances[this.distances.length - 1];
  }

  offer(distance: number, place: number): void {
    if (!(distance < this.limit)) return;
    let slot = Math.min(this.count, this.distances.length - 1);
    while (slot > 0 && this.distances[slot - 1] > distance) {
      this.distances[slot] = this.distances[slot - 1];
      this.places[slot] = this.places[slot - 1];
      slot--;
    }
    this.distances[slot] = distance;
    this.places[slot] = place;
    this.count = Math.min(this.count + 1, this.distances.length);
  }
}

/**
 * The rows nearest to the query, nearest first; of equal ones the first.
 * @param rows [rows, width]
 * @param query [width]
 */
export function nearestRows(rows: Float32Array, query: ArrayLike<number>, count: number): Int32Array {
  const exact = Float64Array.from(query);
  const smallest = new Smallest(count);
  const rowCount = rows.length / exact.length;
  for (let row = 0; row < rowCount; row++) {
    smallest.offer(squaredDistance(exact, rows, row * exact.length, smallest.limit), row);
  }
  return smallest.places;
}
