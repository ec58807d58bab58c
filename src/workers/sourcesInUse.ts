import { utimes } from 'node:fs/promises';
import { signalFolder } from '../adapters/cache/analysisFolder.ts';

/** How exactly the last use of a cache entry is known, ms: a write an hour is nothing, one per request would be much. */
const touchPauseMs = 3600 * 1000;

/**
 * Which recordings are being worked on: what the cache holds of them is not taken away, and counts as used. Kept by the host's
 * main thread, which also takes entries out: so none can be asked for between the look and the deed.
 */
export class SourcesInUse {
  readonly #counts = new Map<string, number>();
  readonly #touchedMs = new Map<string, number>();
  readonly #cacheFolder: string;
  readonly #version: string;

  /** @param version of the analysis, as the cache names it */
  constructor(cacheFolder: string, version: string) {
    this.#cacheFolder = cacheFolder;
    this.#version = version;
  }

  has(sha256: string): boolean {
    return this.#counts.has(sha256);
  }

  /** Runs work whose input names recordings. */
  async during<T>(input: unknown, work: () => Promise<T>): Promise<T> {
    const hashes = [...hashesIn(input)];
    for (const hash of hashes) this.#begin(hash);
    try {
      return await work();
    } finally {
      for (const hash of hashes) this.#end(hash);
    }
  }

  #begin(sha256: string): void {
    this.#counts.set(sha256, (this.#counts.get(sha256) ?? 0) + 1);
    const now = Date.now();
    if (now - (this.#touchedMs.get(sha256) ?? -Infinity) < touchPauseMs) return;
    this.#touchedMs.set(sha256, now);
    const folder = signalFolder(this.#cacheFolder, sha256, this.#version);
    // Nothing there yet: it will be new.
    utimes(folder, new Date(now), new Date(now)).catch(() => undefined);
  }

  #end(sha256: string): void {
    const count = (this.#counts.get(sha256) ?? 1) - 1;
    if (count === 0) this.#counts.delete(sha256);
    else this.#counts.set(sha256, count);
  }
}

/** Recordings are named by their hash wherever they are in a request: itself, as guide, as backing. */
function hashesIn(value: unknown, depth = 0): Set<string> {
  const found = new Set<string>();
  if (typeof value !== 'object' || value === null || depth > 3) return found;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'sha256' && typeof part === 'string') found.add(part);
    else for (const hash of hashesIn(part, depth + 1)) found.add(hash);
  }
  return found;
}
