import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { takePaths } from '../../src/adapters/takes/takeFiles.ts';
import type { RenderRequest } from '../../src/contract/inference.ts';
import { renderStages, type RenderStage } from '../../src/contract/jobs.ts';
import { sha256, type TestHost } from './host.ts';
import { seededRatio } from './seededRatio.ts';

/** Everything a person gets out of a render, and what lies in its folder. */
export async function outcomeOf(host: TestHost, { takeFolder }: RenderRequest) {
  return {
    master: sha256(await readFile(takePaths(takeFolder).master)),
    exports: (await readdir(host.folder)).filter((name) => name.endsWith('.flac')),
    exported: sha256(await readFile(join(host.folder, 'out.flac'))),
    files: (await readdir(takeFolder)).sort(),
    journal: await readFile(takePaths(takeFolder).journal, 'utf8'),
  };
}

export type KillPoint = { readonly stage: RenderStage; readonly doneRatio: number; readonly delayMs: number };

/** Stages take turns; where in them and how soon after is drawn from the seed. */
export function killPointOf(seed: number, killedStages: readonly RenderStage[]): KillPoint {
  const stage = killedStages[seed % killedStages.length] ?? 'convert';
  return { stage, doneRatio: 0.95 * seededRatio(2 * seed), delayMs: Math.floor(80 * seededRatio(2 * seed + 1)) };
}

/**
 * Renders and kills at a point. Where the render ended before the kill came, which is a matter of how fast the machine is just
 * then, it is made anew and killed at the beginning of an earlier stage, until the kill hits.
 */
export async function renderSurelyKilled(
  host: TestHost,
  requested: () => Promise<RenderRequest>,
  point: KillPoint,
): Promise<void> {
  let stage = renderStages.indexOf(point.stage);
  let isKilled = await renderKilledAt(host, await requested(), point);
  while (!isKilled && stage > 0) {
    const request = await requested();
    await rm(request.takeFolder, { recursive: true });
    if (request.exportTo !== null && 'path' in request.exportTo) await rm(request.exportTo.path);
    const earlier = renderStages[--stage] ?? point.stage;
    isKilled = await renderKilledAt(host, request, { stage: earlier, doneRatio: 0, delayMs: 0 });
  }
  expect(isKilled).toBe(true);
}

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
