import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const changeWatcher = new URL('./changeWatcher.ts', import.meta.url).href;

/** What a program, started with this environment, is about to change, in all its processes and threads. */
export type WatchedChanges = {
  readonly environment: Readonly<Record<string, string>>;
  /** What was going to happen so far, with the file where it is known; the last is what the program died before. */
  list(): readonly string[];
  /** Has the program live through so many more changes, and die before the next. */
  dieAfter(count: number): void;
  /** From now on no thread of work makes a change of which the line in the list fits. */
  holdBefore(change: RegExp): void;
  /** Whether a thread stands before such a change. */
  isHeld(): boolean;
  goOn(): void;
};

export function watchChanges(): WatchedChanges {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-changes-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const inside = (name: string): string => path.join(folder, name);
  const list = (): string[] => {
    const file = inside('changes');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  };
  const goOn = (): void => {
    rmSync(inside('hold'), { force: true });
    rmSync(inside('held'), { force: true });
  };
  return {
    environment: { CANTADO_WATCHED_CHANGES: folder, NODE_OPTIONS: `--import ${changeWatcher}` },
    list,
    holdBefore(change) {
      writeFileSync(inside('hold'), change.source);
    },
    isHeld: () => existsSync(inside('held')),
    goOn,
    dieAfter(count) {
      writeFileSync(inside('last'), String(list().length + count));
    },
  };
}

/** Numbers from 0 to below `count`, evenly spread; all of them where there are no more than `most`. */
export function spreadOver(count: number, most: number): number[] {
  const points = Math.min(count, most);
  return Array.from({ length: points }, (_, point) => Math.floor(((point + 0.5) * count) / points));
}
