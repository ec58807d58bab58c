import type { QueueState } from '../../contract/queue.ts';
import type { Events } from '../events.ts';
import type { ClockPort } from '../ports.ts';

/** 4 times a second at most. */
const shortestPauseMs = 250;

export type QueueTellerParts = {
  readonly state: () => QueueState;
  readonly events: Events;
  readonly clock: Pick<ClockPort, 'monotonicMs' | 'after'>;
  readonly onError: (error: unknown) => void;
};

/** Tells what the queue is doing when that changed, the last state always. */
export class QueueTeller {
  readonly #parts: QueueTellerParts;
  #lastMs = -Infinity;
  #lastTold = '';
  #stopWaiting: (() => void) | null = null;
  #isStopped = false;

  constructor(parts: QueueTellerParts) {
    this.#parts = parts;
  }

  /** Something may have changed. */
  poke(): void {
    if (this.#isStopped || this.#stopWaiting) return;
    const { clock } = this.#parts;
    // Never at once: what changes in one turn is told together.
    const delayMs = Math.max(1, shortestPauseMs - (clock.monotonicMs() - this.#lastMs));
    this.#stopWaiting = clock.after(delayMs, () => {
      this.#stopWaiting = null;
      this.#tell();
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopWaiting?.();
  }

  #tell(): void {
    const { state, events, clock, onError } = this.#parts;
    this.#lastMs = clock.monotonicMs();
    try {
      const payload = state();
      const text = JSON.stringify(payload);
      if (text === this.#lastTold) return;
      this.#lastTold = text;
      events.emit({ name: 'queue.changed', payload });
    } catch (error) {
      onError(error);
    }
  }
}
