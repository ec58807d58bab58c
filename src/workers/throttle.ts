/** Ten progress messages a second at most, at every hop. */
export const progressIntervalMs = 100;

export type Throttled<T> = {
  (value: T): void;
  /** Drops what still waits. */
  stop(): void;
};

/** Passes values on at most every `intervalMs`; of those that come sooner, the latest follows when the time has come. */
export function throttle<T>(intervalMs: number, report: (value: T) => void): Throttled<T> {
  let lastMs = Number.NEGATIVE_INFINITY;
  let waiting: { readonly value: T } | null = null;
  let timer: NodeJS.Timeout | null = null;
  const pass = (value: T): void => {
    lastMs = performance.now();
    report(value);
  };
  const throttled = (value: T): void => {
    const restMs = lastMs + intervalMs - performance.now();
    if (restMs <= 0 && !timer) return pass(value);
    waiting = { value };
    timer ??= setTimeout(
      () => {
        timer = null;
        if (waiting) pass(waiting.value);
        waiting = null;
      },
      Math.max(0, restMs),
    );
  };
  throttled.stop = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    waiting = null;
  };
  return throttled;
}
