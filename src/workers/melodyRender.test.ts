import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  openTestHost,
  clipPath,
  renderRequestOf,
  sha256,
  sourceOfFile,
  type TestHost,
} from '../../tests/suites/host.ts';
import { outcomeOf, renderKilledAt } from '../../tests/suites/renderKills.ts';
import { readTakeFile } from '../adapters/takes/takeFiles.ts';
import { readTakePlan } from '../adapters/takes/takePlan.ts';
import type { MelodySource, RenderRequest } from '../contract/inference.ts';
import type { Plan } from '../contract/melody/plan.ts';

let host: TestHost;
let score: MelodySource;
let undisturbed: Awaited<ReturnType<typeof outcomeOf>> | undefined;
beforeAll(async () => {
  host = await openTestHost();
  const text = 'tempo=140 C4:1 E4:1 G4:1 A4:1 G4:2 F4:1 E4:1 D4:1 E4:1 C4:2';
  const content = await host.client.request('readNotes', { text });
  const file = join(host.folder, 'score.json');
  await writeFile(file, JSON.stringify(content));
  score = { kind: 'score', file };
});
afterAll(() => host.close());

const settings = { mode: 'melody', vibratoCents: 60 };

async function requestFor(
  folder: string,
  melody: MelodySource,
  changes: { readonly settings?: RenderRequest['recipe']['settings']; readonly lyrics?: string } = {},
): Promise<RenderRequest> {
  const source = await sourceOfFile(clipPath('austen-0880'));
  return renderRequestOf(source, join(host.folder, 'takes', folder), {
    settings: { ...settings, ...changes.settings },
    extras: { melody, lyrics: changes.lyrics ?? null },
    exportTo: { path: join(host.folder, `${folder}.flac`), format: 'flac', quality: '24' },
  });
}

async function planOf({ takeFolder }: RenderRequest): Promise<Plan> {
  const plan = await readTakePlan(takeFolder);
  if (!plan) throw new Error('the take has no plan');
  return plan;
}

describe('a take that follows a melody', () => {
  it('has the length of the melody, keeps its plan, and is previewed as it is sung', async () => {
    const request = await requestFor('score', score);
    const { source, voice, recipe, melody, lyrics, backing } = request;
    const result = await host.client.request('render', request);
    const plan = await planOf(request);
    expect(result.durationSec).toBeCloseTo(plan.lengthSec, 1);
    expect(plan.notes).toHaveLength(10);
    const path = join(host.folder, 'plan.json');
    await host.client.request('writePlan', { takeFolder: request.takeFolder, path });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(plan);
    const again = host.client.request('writePlan', { takeFolder: request.takeFolder, path });
    await expect(again).rejects.toMatchObject({ code: 'OUTPUT_EXISTS', details: { file: path } });
    const asked = { source, voice, settings: recipe.settings, melody, lyrics, backing, maxPoints: 200 };
    const preview = await host.client.request('preview', asked);
    expect(preview.notes.map(({ midi }) => midi)).toEqual(plan.notes.map(({ midi }) => midi));
    expect(preview.durationSec).toBe(plan.lengthSec);
    expect(preview.tempoBpm).toBe(plan.tempoBpm);
    expect(preview.timeMap.at(-1)?.[0]).toBeCloseTo(plan.lengthSec, 6);
    const view = await host.client.request('takeView', { takeFolder: request.takeFolder, maxPoints: 200 });
    expect(view.timeMap).toEqual(preview.timeMap);
  });

  it('is the same take when its plan is given back, and another one when a note of it was moved', async () => {
    const first = await requestFor('first', score);
    await host.client.request('render', first);
    const plan = await planOf(first);
    const file = join(host.folder, 'plan.json');
    await writeFile(file, JSON.stringify(plan));
    const again = await requestFor('again', { kind: 'plan', file, name: 'plan.json' });
    await host.client.request('render', again);
    const masters = await Promise.all([first, again].map(({ takeFolder }) => readFile(join(takeFolder, 'master.wav'))));
    expect(masters.map(sha256)).toEqual([masters[0], masters[0]].map((bytes) => sha256(bytes ?? new Uint8Array())));

    const moved = { ...plan, notes: plan.notes.map((note, i) => (i === 4 ? { ...note, midi: note.midi + 2 } : note)) };
    await writeFile(file, JSON.stringify({ ...moved, curve: null }));
    const edited = await requestFor('edited', { kind: 'plan', file, name: 'plan.json' });
    await host.client.request('render', edited);
    expect((await planOf(edited)).notes[4]?.midi).toBe((plan.notes[4]?.midi ?? 0) + 2);
    expect(sha256(await readFile(join(edited.takeFolder, 'master.wav')))).not.toBe(sha256(masters[0] ?? Buffer.of()));
  });

  it.each([
    ['before its plan is whole', { stage: 'perform', doneRatio: 0, delayMs: 0 }],
    ['in the middle of singing', { stage: 'convert', doneRatio: 0.4, delayMs: 20 }],
    ['while it is finished', { stage: 'finish', doneRatio: 0.3, delayMs: 0 }],
  ] as const)('killed %s, ends bit for bit as an undisturbed one', async (_when, point) => {
    // What was analysed is found: no kill is to hit the analysis.
    const disturbed = await openTestHost({ config: { cacheFolder: host.config.cacheFolder } });
    try {
      const inFolder = async ({ folder }: TestHost): Promise<RenderRequest> => ({
        ...(await requestFor('x', score)),
        jobId: 'the-same',
        takeFolder: join(folder, 'take'),
        exportTo: { path: join(folder, 'out.flac'), format: 'flac', quality: '24' },
      });
      undisturbed ??= await (async () => {
        const wanted = await inFolder(host);
        await host.client.request('render', wanted);
        return outcomeOf(host, wanted);
      })();
      const request = await inFolder(disturbed);
      await renderKilledAt(disturbed, request, point);
      await disturbed.client.request('render', request);
      // Other tests left their exports beside the undisturbed one.
      expect({ ...(await outcomeOf(disturbed, request)), exports: [] }).toEqual({ ...undisturbed, exports: [] });
    } finally {
      await disturbed.close();
    }
  });

  it('follows what somebody sings, its notes alone or with its time', async () => {
    const guide = await sourceOfFile(clipPath('austen-0890'));
    for (const use of ['notes', 'words'] as const) {
      const request = await requestFor(`guide-${use}`, { kind: 'guide', source: guide, use });
      await host.client.request('render', request);
      const plan = await planOf(request);
      expect(plan.notes.length).toBeGreaterThan(2);
      expect(plan.tempoBpm).toBeNull();
    }
  });

  it('goes at the tempo of its backing, which is measured on the way', async () => {
    const backing = { source: await sourceOfFile(clipPath('austen-0890')), gainDb: -6, startSec: 0 };
    const measure = await host.client.request('measureBacking', { source: backing.source });
    expect(measure.confidence).toBeLessThan(0.9);
    const request = { ...(await requestFor('backing', score)), backing };
    await host.client.request('render', request);
    expect(await readTakeFile(request.takeFolder)).toMatchObject({ timeMap: expect.any(Array) as unknown });
  });

  it('lays its words again where its plan was lost or damaged before it was sung', async () => {
    const request = await requestFor('lost-plan', score);
    await host.client.request('render', request);
    const plan = await planOf(request);
    const master = sha256(await readFile(join(request.takeFolder, 'master.wav')));
    for (const damaged of [null, '{"app":"cant']) {
      for (const name of await readdir(request.takeFolder)) {
        if (!['take.json', 'pitch.f32'].includes(name)) await rm(join(request.takeFolder, name));
      }
      if (damaged !== null) await writeFile(join(request.takeFolder, 'plan.json'), damaged);
      const { takeFolder } = request;
      const written = host.client.request('writePlan', { takeFolder, path: join(host.folder, 'no.json') });
      await expect(written).rejects.toMatchObject({ code: 'PLAN_MISSING' });
      await rm(join(host.folder, 'lost-plan.flac'), { force: true });
      await host.client.request('render', request);
      expect(await planOf(request)).toEqual(plan);
      expect(sha256(await readFile(join(request.takeFolder, 'master.wav')))).toBe(master);
    }
  });

  it('is not made of a melody or plan that was changed on the disk or is gone', async () => {
    const file = join(host.folder, 'kept.json');
    const bytes = Buffer.from(JSON.stringify(await host.client.request('readNotes', { text: 'C4:1 E4:1 G4:2' })));
    const kept = { file, sha256: sha256(bytes) } as const;
    const refused = { code: 'MELODY_UNKNOWN', details: { id: kept.sha256 } };
    for (const changed of [null, '{"version":1', bytes.toString().replace('"midi":60', '"midi":61')]) {
      if (changed !== null) await writeFile(file, changed);
      for (const melody of [{ kind: 'score', ...kept } as const, { kind: 'plan', name: 'p', ...kept } as const]) {
        const request = await requestFor('changed', melody);
        await expect(host.client.request('render', request)).rejects.toMatchObject(refused);
      }
    }
    await writeFile(file, bytes);
    const { source, voice, recipe, lyrics, backing } = await requestFor('changed', { kind: 'score', ...kept });
    const asked = { source, voice, settings: recipe.settings, lyrics, backing, maxPoints: 200 };
    const preview = host.client.request('preview', { ...asked, melody: { kind: 'score', ...kept } });
    await expect(preview).resolves.toHaveProperty('durationSec');
  });

  it('is refused from a plan of millions of parts before they fill the memory', { timeout: 60_000 }, async () => {
    const path = join(host.folder, 'parts.json');
    await writeFile(path, `{"app":"cantado","kind":"plan","x":[${'{},'.repeat(20_000_000)}0]}`);
    // Its text fits into this memory, MB; its parts would not.
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=300');
    const small = await openTestHost();
    onTestFinished(() => {
      vi.unstubAllEnvs();
      return small.close();
    });
    await expect(
      small.client.request('readPlan', { path, name: 'parts.json', writeTo: `${path}.kept` }),
    ).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      details: { file: 'parts.json', reason: 'shape' },
    });
    await rm(path);
  });

  it('says what is missing or wrong before anything is rendered', async () => {
    const request = await requestFor('none', score);
    await expect(host.client.request('render', { ...request, melody: null })).rejects.toMatchObject({
      code: 'MELODY_MISSING',
    });
    const file = join(host.folder, 'lie.json');
    await writeFile(file, '{"app":"cantado"');
    const lie = { ...request, melody: { kind: 'plan', file, name: 'lie.json' } as const };
    await expect(host.client.request('render', lie)).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      details: { file: 'lie.json' },
    });
  });
});
