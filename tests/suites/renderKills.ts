import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { takePaths } from '../../src/adapters/takes/takeFiles.ts';
import type { RenderRequest } from '../../src/contract/inference.ts';
import { renderStages, type RenderStage } from '../../src/contract/jobs.ts';
import { sha256, type TestHost } from './host.ts';

/** Everything a person gets out of a render, what lies in its folder, and what was left half-written anywhere. */
export async function outcomeOf(host: TestHost, { takeFolder }: RenderRequest) {
  return {
    master: sha256(await readFile(takePaths(takeFolder).master)),
    exports: (await readdir(host.folder)).filter((name) => name.endsWith('.flac')),
    exported: sha256(await readFile(join(host.folder, 'out.flac'))),
    files: (await readdir(takeFolder)).sort(),
    journal: await readFile(takePaths(takeFolder).journal, 'utf8'),
    halfWritten: (await readdir(host.folder, { recursive: true })).filter((name) => name.includes('.part')),
  };
}

export type KillPoint = { readonly stage: RenderStage; readonly doneRatio: number; readonly delayMs: number };

/** Renders, and kills the host shortly after a stage came so far; whether that was before the render's end. */
export async function renderKilledAt(
  host: TestHost,
  request: RenderRequest,
  { stage, doneRatio, delayMs }: KillPoint,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  // Also a kill that came just after the end is waited for, or it would hit what is asked next.
  let gone: Promise<void> | undefined;
  const kill = (): void => {
    const victim = host.process();
    gone = new Promise((resolve) => {
      victim.onExit(() => {
        resolve();
      });
    });
    victim.kill();
  };
  try {
    await host.client.request('render', request, {
      onProgress(progress) {
        const stagesToGo = renderStages.indexOf(stage) - renderStages.indexOf(progress.stage);
        const isThere = stagesToGo < 0 || (stagesToGo === 0 && progress.doneSec >= doneRatio * progress.totalSec);
        if (isThere) timer ??= setTimeout(kill, delayMs);
      },
    });
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'HOST_CRASHED' });
    return true;
  } finally {
    clearTimeout(timer);
    await gone;
  }
}
