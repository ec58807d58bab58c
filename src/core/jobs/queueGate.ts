import type { ErrorEnvelope } from '../../contract/errors.ts';
import type { QueueState } from '../../contract/queue.ts';
import type { PowerPort } from '../power/ports.ts';
import type { LibraryWatch } from './libraryWatch.ts';
import type { Remembered } from './remembered.ts';

export type QueueGateParts = {
  readonly remembered: Remembered;
  readonly power: PowerPort;
  readonly library: LibraryWatch;
  readonly isPausedOnBattery: () => boolean;
};

/** Whether work may go on: not while a person, the disk, the battery or the program itself holds it. */
export class QueueGate {
  readonly #parts: QueueGateParts;
  #holdCount = 0;

  constructor(parts: QueueGateParts) {
    this.#parts = parts;
  }

  get isClosed(): boolean {
    return this.#holdCount > 0 || this.pausedBy !== null;
  }

  /** Why nothing is begun, as people are told; what a person said comes first. */
  get pausedBy(): QueueState['pausedBy'] {
    const { remembered, library, isPausedOnBattery } = this.#parts;
    if (remembered.value.isPaused) return 'person';
    if (this.awaitsWord) return 'restored';
    if (library.isShut) return 'disk';
    return this.isOnBattery === true && isPausedOnBattery() ? 'battery' : null;
  }

  get isOnBattery(): boolean | null {
    return this.#parts.power.isOnBattery();
  }

  /** The library was restored, and nobody has said yet that its jobs shall go on here. */
  get awaitsWord(): boolean {
    return this.#parts.remembered.value.isRestored;
  }

  /** Holds also over a restart. @throws AppError DATABASE_READ_ONLY */
  pause(): void {
    const { remembered } = this.#parts;
    if (!remembered.value.isPaused) remembered.change({ isPaused: true });
  }

  /** The word of a person, whatever they paused. @throws AppError DATABASE_READ_ONLY */
  resume(): void {
    const { remembered } = this.#parts;
    const { isPaused, isRestored } = remembered.value;
    if (isPaused || isRestored) remembered.change({ isPaused: false, isRestored: false });
  }

  /** @returns to be called when the work may go on; a second call does nothing */
  hold(): () => void {
    this.#holdCount++;
    let isHeld = true;
    return () => {
      if (isHeld) this.#holdCount--;
      isHeld = false;
    };
  }

  /** A job failed with this. Resolves when it is known whether the next one may begin. */
  meet(error: ErrorEnvelope): Promise<void> {
    return this.#parts.library.meet(error);
  }

  /** Something changed that nobody asked for: the battery, the disk. */
  onChange(listener: () => void): () => void {
    const leave = [this.#parts.power.onChange(listener), this.#parts.library.onChange(listener)];
    return () => {
      for (const end of leave) end();
    };
  }
}
