import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  clipPath,
  openTestHost,
  renderRequestOf,
  sha256,
  sourceOfFile,
  type TestHost,
} from '../../tests/suites/host.ts';
import { renderKilledAt } from '../../tests/suites/renderKills.ts';
import { takePaths } from '../adapters/takes/takeFiles.ts';
import type { RecordingSource, RenderRequest } from '../contract/inference.ts';

let host: TestHost;
let source: RecordingSource;
beforeAll(async () => {
  host = await openTestHost();
  source = await sourceOfFile(clipPath('austen-0880'));
});
afterAll(() => host.close());

const requestOf = (name: string, settings: RenderRequest['recipe']['settings']): RenderRequest =>
  renderRequestOf(source, join(host.folder, name), { settings });
const masterOf = async ({ takeFolder }: RenderRequest): Promise<string> =>
  sha256(await readFile(takePaths(takeFolder).master));

async function rendered(name: string, settings: RenderRequest['recipe']['settings']): Promise<string> {
  const request = requestOf(name, settings);
  await host.client.request('render', request);
  return masterOf(request);
}

describe('a take with voice effects', () => {
  it('is not the take without, and comes out bit-equal after its host was killed in the middle', async () => {
    const settings = { effects: 'choir voices=3 > growl' };
    const plain = await rendered('plain', {});
    const whole = await rendered('whole', settings);
    expect(whole).not.toBe(plain);

    const killed = requestOf('killed', settings);
    await renderKilledAt(host, killed, { stage: 'convert', doneRatio: 0.3, delayMs: 0 });
    await host.client.request('render', killed);
    expect(await masterOf(killed)).toBe(whole);
  });

  it('of before there were effects is rendered as without any', async () => {
    const request = requestOf('old', {});
    const { effects, synthesis, ...settings } = request.recipe.settings;
    expect([effects, synthesis]).toEqual(['', 'pulse']);
    const old = { ...request, recipe: { ...request.recipe, settings } };
    await host.client.request('render', old);
    expect(await masterOf(old)).toBe(await rendered('new', {}));
  });
});
