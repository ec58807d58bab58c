import { totalmem } from 'node:os';
import type { NetworkBounds } from '../contract/inference.ts';
import { workedMs } from './hostClock.ts';

/** Time between two looks, ms: memory is filled at a few gigabytes a second at most. */
const lookMs = 50;

/** A voice of 110 MB takes 0.5 GB and a second for its test phrases. */
export const usualBounds: NetworkBounds = {
  grownBytes: Math.min(4 * 2 ** 30, totalmem() / 2),
  longestMs: 60_000,
};

export type WatchOptions = {
  readonly bounds: NetworkBounds;
  /** A network that nobody proved yet, of a file somebody brought: its time and memory are bounded. */
  readonly isStranger: boolean;
  /** After it, any network may go on for as long as the bounds say, and no longer. */
  readonly signal: AbortSignal;
};

/** Tells when a run goes beyond its bounds. */
export type NetworkWatch = {
  /** The run has begun: those before it in the same thread have ended. */
  start(): void;
  stop(): void;
};

/**
 * Watches one run of a network. ONNX Runtime knows no bound on what a graph may ask for, and cannot be stopped inside a run:
 * whoever hears that one goes beyond its bounds can only end the process.
 * @param onBeyond called once at most
 */
export function watchNetwork({ bounds, isStranger, signal }: WatchOptions, onBeyond: () => void): NetworkWatch {
  let timer: NodeJS.Timeout | undefined;
  let startMs = 0;
  let startBytes = 0;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = (): void => {
    // Of one that somebody waits for, the time counts only where it is a stranger's.
    if (!isStranger && !signal.aborted) startMs = workedMs();
    const isTooLong = workedMs() - startMs > bounds.longestMs;
    const isTooMuch = isStranger && process.memoryUsage.rss() - startBytes > bounds.grownBytes;
    if (!isTooLong && !isTooMuch) return;
    stop();
    onBeyond();
  };
  return {
    start() {
      startMs = workedMs();
      startBytes = process.memoryUsage.rss();
      timer = setInterval(look, lookMs);
    },
    stop,
  };
}
