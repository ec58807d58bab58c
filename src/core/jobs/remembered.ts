import { toEnvelope } from '../../contract/errors.ts';
import type { CorePorts } from '../ports.ts';
import type { QueueMemory } from './ports.ts';

const nothingMeasured = { lanes: {}, jobsSinceMeasured: {} };

type Ports = Pick<CorePorts, 'queueMemory' | 'clock' | 'log' | 'facts'>;

/**
 * What the queue remembers over a restart. Lanes and speeds hold for the computer they were measured on: a library that
 * was carried to another one begins to learn there.
 */
export class Remembered {
  readonly #ports: Ports;
  #memory: QueueMemory;

  constructor(ports: Ports) {
    this.#ports = ports;
    const { machine } = ports.facts;
    const saved = ports.queueMemory.get();
    // Jobs of a version that remembered nothing were most likely done here.
    if (!saved) this.#memory = { isPaused: false, isRestored: false, machine, machineSince: '', ...nothingMeasured };
    else if (saved.machine === machine) this.#memory = saved;
    else {
      const machineSince = new Date(ports.clock.nowMs()).toISOString();
      const { isPaused, isRestored } = saved;
      this.#memory = { isPaused, isRestored, machine, machineSince, ...nothingMeasured };
    }
    if (saved !== this.#memory && !ports.facts.isReadOnly) this.#save();
  }

  get value(): QueueMemory {
    return this.#memory;
  }

  /** Holds from now on; on a full disk it holds until the program ends. @throws AppError DATABASE_READ_ONLY */
  change(change: Partial<Pick<QueueMemory, 'isPaused' | 'isRestored' | 'lanes' | 'jobsSinceMeasured'>>): void {
    this.#memory = { ...this.#memory, ...change };
    this.#save();
  }

  #save(): void {
    try {
      this.#ports.queueMemory.save(this.#memory);
    } catch (error) {
      const { code } = toEnvelope(error);
      if (code === 'DATABASE_READ_ONLY') throw error;
      this.#ports.log.info('queue.unsaved', { code });
    }
  }
}
