import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { PiecewiseSignal } from '../../../src/engine/models/piecewiseSignal.ts';
import { readNpy, type NpyArray } from '../npy.ts';
import { readMonoWave } from '../wav.ts';
import type { GoldenCase } from './types.ts';

/** A folder laid out like tests/fixtures/rvc, and others that its paths may begin with, by name. */
export type GoldenRoots = { readonly folder: string; readonly others: ReadonlyMap<string, string> };

const manifestSchema = z.object({ split: z.string().optional() });

/** Access to a golden folder. Whatever is not there is simply not there: most files are optional. */
export class GoldenFolder {
  readonly folder: string;
  readonly #roots: ReadonlyMap<string, string>;

  constructor({ folder, others }: GoldenRoots) {
    this.folder = folder;
    const manifest = path.join(folder, 'MANIFEST.json');
    const { split } = existsSync(manifest) ? readJson(manifest, manifestSchema) : {};
    this.#roots = new Map([...others, ...(split === undefined ? [] : [[split, folder] as const])]);
  }

  /**
   * Cases of the folders of a kind that hold this description. A folder whose cases cannot be made is one case that fails,
   * so that the others still run.
   */
  cases(
    kind: string,
    description: string,
    make: (entry: { readonly name: string; readonly folder: string }) => readonly GoldenCase[],
  ): GoldenCase[] {
    return subfolders(path.join(this.folder, kind))
      .map((name) => ({ name: `${kind}/${name}`, folder: path.join(this.folder, kind, name) }))
      .filter(({ folder }) => existsSync(path.join(folder, description)))
      .flatMap((entry) => madeOrFailing(entry.name, () => make(entry)));
  }

  /**
   * A file that a description names: a path that begins with a known root counts from there, any other from the case.
   * @throws Error naming the path when there is nothing
   */
  locate(caseFolder: string, named: string): string {
    const [first = '', ...rest] = named.split('/');
    const root = this.#roots.get(first);
    const found = root === undefined ? path.join(caseFolder, named) : path.join(root, ...rest);
    if (existsSync(found)) return found;
    const mayBeRoot = root === undefined && !first.startsWith('.') && rest.length > 0;
    const advice = mayBeRoot ? `; if it counts from elsewhere, say where with --root ${first}=<folder>` : '';
    throw new Error(`${named} is not there${advice}`);
  }
}

/** The cases, or one that fails with what was thrown. */
export function madeOrFailing(name: string, make: () => readonly GoldenCase[]): readonly GoldenCase[] {
  try {
    return make();
  } catch (error) {
    return [{ name, run: () => Promise.reject(error instanceof Error ? error : new Error(String(error))) }];
  }
}

export function readJson<T>(file: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** An array of a case by its name, with or without `.npy`; null when the case does without. */
export function arrayIfThere(folder: string, name: string): NpyArray | null {
  const file = path.join(folder, name.endsWith('.npy') ? name : `${name}.npy`);
  return existsSync(file) ? readNpy(file) : null;
}

/** Names of the folders in a folder, sorted; none for one that is not there. */
export function subfolders(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => statSync(path.join(folder, name)).isDirectory())
        .sort()
    : [];
}

/** The wave of a case. @throws Error when it is not at 16 kHz */
export function readInput(folder: string): Float32Array {
  const { sampleRate, samples } = readMonoWave(path.join(folder, 'input.wav'));
  if (sampleRate !== 16_000) throw new Error(`input.wav is at ${String(sampleRate)} Hz, not 16 kHz`);
  return samples;
}

/** Samples as a signal that is read piece by piece. */
export function signalOf(samples: Float32Array): PiecewiseSignal {
  return {
    sampleCount: samples.length,
    read(start, count) {
      const piece = new Float32Array(count);
      piece.set(samples.subarray(Math.max(0, start), Math.max(0, start + count)), Math.max(0, -start));
      return piece;
    },
  };
}
