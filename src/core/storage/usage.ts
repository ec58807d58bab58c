import type { StorageRules, StorageUsage } from '../../contract/storage.ts';
import type { CorePorts } from '../ports.ts';
import { hasTakeRules } from './expiry.ts';
import { believedTime } from './libraryClock.ts';
import { movingBytes } from './movingBytes.ts';
import { neededRecordings } from './neededRecordings.ts';
import { binOf, plannedExpiry, type TakeSizePorts } from './takeSizes.ts';
import type { StorageUpkeep } from './upkeep.ts';

export type UsageParts = {
  readonly ports: TakeSizePorts & Pick<CorePorts, 'library' | 'clock' | 'facts'>;
  readonly upkeep: Pick<StorageUpkeep, 'nextAt'>;
  readonly rules: () => StorageRules;
};

/** An answer is good for this long, and for ten times as long as it took: looking must never be what keeps the disk busy. */
const leastFreshMs = 3000;
const freshTimes = 10;

/** What the data folder holds: measured in the host, once for all who ask at the same time. */
export class UsageMeasure {
  readonly #parts: UsageParts;
  #known: { readonly usage: Promise<StorageUsage>; untilMs: number } | undefined;

  constructor(parts: UsageParts) {
    this.#parts = parts;
  }

  measure(): Promise<StorageUsage> {
    const { clock } = this.#parts.ports;
    if (this.#known && clock.monotonicMs() < this.#known.untilMs) return this.#known.usage;
    const startMs = clock.monotonicMs();
    const known = { usage: this.#measure(), untilMs: Infinity };
    this.#known = known;
    known.usage.then(
      () => {
        const endMs = clock.monotonicMs();
        known.untilMs = endMs + Math.max(leastFreshMs, freshTimes * (endMs - startMs));
      },
      () => {
        this.forget();
      },
    );
    return known.usage;
  }

  /** Something was changed on purpose: the next answer is measured. */
  forget(): void {
    this.#known = undefined;
  }

  async #measure(): Promise<StorageUsage> {
    const { ports, upkeep, rules } = this.#parts;
    const { inference, library, storage, facts } = ports;
    const folder = facts.dataFolder;
    const [kinds, freeBytes, bin, expiring] = await Promise.all([
      inference.request('measureLibrary', { folder }),
      library.freeBytes(folder),
      this.#bin(),
      this.#expiring(),
    ]);
    const at = upkeep.nextAt;
    return {
      folder,
      kinds: [...kinds],
      totalBytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
      movingBytes: await movingBytes(ports, kinds, await neededRecordings(ports)),
      freeBytes,
      bin,
      nextClearOut: at === null || !hasTakeRules(rules()) ? null : { at, ...expiring },
      lastClearOut: storage.state().lastClearOut,
    };
  }

  async #bin(): Promise<StorageUsage['bin']> {
    let takeCount = 0;
    let bytes = 0;
    for await (const page of binOf(this.#parts.ports)) {
      takeCount += page.length;
      bytes += page.reduce((sum, take) => sum + take.bytes, 0);
    }
    return { takeCount, bytes };
  }

  async #expiring(): Promise<{ takeCount: number; bytes: number }> {
    const { ports, rules } = this.#parts;
    const nowMs = believedTime(ports.clock.nowMs(), ports.storage.state().seenMs);
    const expiring = await plannedExpiry(ports, rules(), nowMs);
    return { takeCount: expiring.length, bytes: expiring.reduce((sum, { bytes }) => sum + bytes, 0) };
  }
}
