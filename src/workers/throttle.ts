/** Calls at most every `intervalMs`; what comes in between is dropped. */
export function throttle<T>(intervalMs: number, report: (value: T) => void): (value: T) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (value) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < intervalMs) return;
    lastMs = nowMs;
    report(value);
  };
}

/** Ten progress messages a second at most, at every hop. */
export const progressIntervalMs = 100;
