import { AppError, toEnvelope } from '../../contract/errors.ts';
import type { TakeId } from '../../contract/ids.ts';
import { takeBinDays, type StorageRules } from '../../contract/storage.ts';
import { sweepMelodies } from '../melodies/sweepMelodies.ts';
import type { CorePorts } from '../ports.ts';
import type { TakeBin } from '../takes/takeBin.ts';
import type { EmptyVoiceBin } from '../voices/voiceBin.ts';
import { bytesPerGb, dayMs } from './expiry.ts';
import { believedTime } from './libraryClock.ts';
import { neededRecordings } from './neededRecordings.ts';
import { binOf, plannedExpiry, type TakeSizePorts } from './takeSizes.ts';
import type { StorageWorks } from './works.ts';

export type UpkeepParts = {
  readonly ports: TakeSizePorts & Pick<CorePorts, 'library' | 'melodyFiles' | 'melodyUse' | 'clock' | 'log' | 'facts'>;
  readonly bin: Pick<TakeBin, 'expire' | 'purge' | 'sweep'>;
  readonly works: StorageWorks;
  readonly emptyVoiceBin: EmptyVoiceBin;
  readonly rules: () => StorageRules;
};

export type ClearedOut = { readonly takeCount: number; readonly freedBytes: number };

/** After a start that has a clear-out overdue, ms: who came to do something does that first. */
const startPauseMs = 15_000;
/** When something else goes on with the data folder, ms. */
const busyPauseMs = 3600 * 1000;
/** Takes whose files were deleted last are looked at again: the program may have been killed before they were. */
const purgedAgain = 200;
/** Rows changed in a row before others get a turn. */
const changesInARow = 20;

/**
 * The clear-out: once a day while the program runs, and soon after a start when the last one was more than a day ago. Every
 * step may be cut off and done again. It never touches recordings, exports, starred takes or takes that are being made.
 */
export class StorageUpkeep {
  readonly #parts: UpkeepParts;
  #cancelTimer: (() => void) | undefined;
  #nextMs: number | null = null;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
  }

  start(): void {
    const { storage, clock } = this.#parts.ports;
    const last = storage.state().lastClearOut;
    const sinceMs = last ? clock.nowMs() - Date.parse(last.at) : Infinity;
    const isRecent = sinceMs >= 0 && sinceMs < dayMs;
    this.#schedule(isRecent ? dayMs - sinceMs : startPauseMs);
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  /** When the next one comes; null where none does. */
  get nextAt(): string | null {
    return this.#nextMs === null ? null : new Date(this.#nextMs).toISOString();
  }

  /** @throws AppError STORAGE_BUSY, DATABASE_READ_ONLY, DISK_FULL */
  clearOut(): Promise<ClearedOut> {
    return this.#parts.works.run('clear', ({ signal }) => this.#clearOut(signal));
  }

  /** Deletes what lies in the bin; @returns bytes freed */
  emptyBin(): Promise<number> {
    return this.#parts.works.run('clear', ({ signal }) => this.#purge(signal, () => true));
  }

  /** Empties the cache but for what waiting and running jobs need; @returns bytes freed */
  clearCache(): Promise<number> {
    return this.#parts.works.run('clear', ({ signal }) => this.#trimCache(0, signal));
  }

  #schedule(delayMs: number): void {
    const { clock } = this.#parts.ports;
    this.#nextMs = clock.nowMs() + delayMs;
    this.#cancelTimer = clock.after(delayMs, () => {
      void this.#onTime();
    });
  }

  async #onTime(): Promise<void> {
    const { log } = this.#parts.ports;
    try {
      await this.clearOut();
      this.#schedule(dayMs);
    } catch (error) {
      const { code } = toEnvelope(error);
      if (error instanceof AppError) log.info('storage.clearOutFailed', { code });
      else log.error(crypto.randomUUID().slice(0, 8), error, { upkeep: 'storage' });
      if (code !== 'NOT_CONNECTED' && code !== 'CANCELLED') this.#schedule(busyPauseMs);
    }
  }

  async #clearOut(signal: AbortSignal): Promise<ClearedOut> {
    const { ports, rules, emptyVoiceBin } = this.#parts;
    const { storage, clock, log } = ports;
    const nowMs = believedTime(clock.nowMs(), storage.state().seenMs);
    const takeCount = await this.#expire(rules(), nowMs, signal);
    const isDue = (sinceMs: number): boolean => nowMs - sinceMs >= takeBinDays * dayMs;
    let freedBytes = await this.#purge(signal, isDue);
    freedBytes += await emptyVoiceBin(nowMs);
    const { cacheLimitGb } = rules();
    if (cacheLimitGb !== null) freedBytes += await this.#trimCache(cacheLimitGb * bytesPerGb, signal);
    freedBytes += await this.#tidy(isDue, signal);
    const breathe = (): Promise<void> => this.#breathe(signal);
    freedBytes += await sweepMelodies({ ports, nowMs, isDue, breathe });
    const at = new Date(clock.nowMs()).toISOString();
    storage.saveState({ seenMs: nowMs, lastClearOut: { at, takeCount, bytes: freedBytes } });
    log.info('storage.clearedOut', { takeCount, freedBytes });
    return { takeCount, freedBytes };
  }

  /** Into the bin, as a person would. */
  async #expire(rules: StorageRules, nowMs: number, signal: AbortSignal): Promise<number> {
    const { ports, bin } = this.#parts;
    const expiring = await plannedExpiry(ports, rules, nowMs);
    let takeCount = 0;
    for (const [index, { id }] of expiring.entries()) {
      if (index % changesInARow === 0) await this.#breathe(signal);
      if (await this.#unlessUnreadable(id, () => bin.expire(id))) takeCount++;
    }
    return takeCount;
  }

  async #purge(signal: AbortSignal, isDue: (removedMs: number) => boolean): Promise<number> {
    const { ports, bin } = this.#parts;
    let freedBytes = 0;
    for await (const page of binOf(ports)) {
      for (const { id, removedAt, bytes } of page) {
        if (!isDue(Date.parse(removedAt))) continue;
        await this.#breathe(signal);
        if (await this.#unlessUnreadable(id, () => bin.purge(id, removedAt))) freedBytes += bytes;
      }
    }
    return freedBytes;
  }

  /** A row that cannot be read stays as it is, and keeps no other from its turn. */
  async #unlessUnreadable(takeId: TakeId, work: () => boolean | Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      const { code } = toEnvelope(error);
      if (code !== 'TAKE_UNKNOWN' && code !== 'JOB_UNKNOWN') throw error;
      this.#parts.ports.log.info('storage.takePassedOver', { takeId, code });
      return false;
    }
  }

  async #trimCache(limitBytes: number, signal: AbortSignal): Promise<number> {
    const { ports } = this.#parts;
    const kept = await neededRecordings(ports);
    return (await ports.inference.request('trimCache', { limitBytes, kept }, { signal })).freedBytes;
  }

  /** What moves and restores left behind. */
  async #tidy(isDue: (sinceMs: number) => boolean, signal: AbortSignal): Promise<number> {
    const { bin, ports } = this.#parts;
    const { library, inference, storage, facts } = ports;
    for (const id of storage.purged(purgedAgain)) {
      await this.#unlessUnreadable(id, () => bin.sweep([id]).then(() => true));
    }
    const left = await library.leftFolder();
    if (left !== undefined) {
      await inference.request('removeLibrary', { folder: left }, { signal });
      await library.forgetLeftFolder();
    }
    let freedBytes = 0;
    for (const { name, atMs } of await library.replaced()) {
      if (!isDue(atMs)) continue;
      const [bytes = 0] = await inference.request('measureFolders', { parent: facts.dataFolder, names: [name] });
      await library.removeReplaced(name);
      freedBytes += bytes;
    }
    return freedBytes;
  }

  /** Lets others have a turn. @throws AppError CANCELLED when it was stopped */
  async #breathe(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#parts.ports.clock.after(0, resolve);
    });
    if (signal.aborted) throw new AppError('CANCELLED', {});
  }
}
