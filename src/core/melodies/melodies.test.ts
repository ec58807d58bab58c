import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMelodyBench, melodyContent, recordingHashes, speechPlan } from '../../../tests/suites/melodyBench.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { AppError } from '../../contract/errors.ts';
import { melodyIdSchema, recordingIdSchema, voiceIdSchema } from '../../contract/ids.ts';
import type { RenderRequest } from '../../contract/inference.ts';
import { recipeSchema } from '../../contract/jobs.ts';

const voiceId = voiceIdSchema.parse('deep');

describe('a file of notes', () => {
  it('becomes a melody whose id is the hash of what was read, under the name it came with', async () => {
    const { call, file, folder, inputs } = await createMelodyBench();
    const melody = await call('melodies.open', { path: file('song.mid'), track: 3 });
    expect(inputs('readMelody')).toEqual([{ path: path.join(folder, 'song.mid'), name: 'song.mid', track: 3 }]);
    expect(melody).toEqual({ ...melodyContent, id: melody.id, name: 'song.mid', durationSec: 2 });
    const again = await call('melodies.open', { path: file('copy.mid'), name: 'Canção.mid' });
    expect(again).toEqual({ ...melody, name: 'Canção.mid' });
    expect(await call('melodies.get', { melodyId: melody.id })).toEqual(again);
    expect(readdirSync(path.join(folder, 'melodies')).sort()).toEqual([`${melody.id}.facts.json`, `${melody.id}.json`]);
  });

  it('that is a folder, empty, missing or beyond all sense is refused before the host is asked', async () => {
    const { call, file, folder, asked } = await createMelodyBench();
    mkdirSync(path.join(folder, 'folder.mid'));
    const before = asked.length;
    const refusals: readonly [string, string][] = [
      [path.join(folder, 'folder.mid'), 'FILE_IS_FOLDER'],
      [file('empty.mid', ''), 'FILE_EMPTY'],
      [path.join(folder, 'nowhere.mid'), 'FILE_NOT_FOUND'],
      [file('huge.mid', ' '.repeat(32 * 1024 ** 2 + 1)), 'FILE_TOO_LARGE'],
    ];
    for (const [at, code] of refusals) {
      await expect(call('melodies.open', { path: at }), code).rejects.toMatchObject({
        code,
        details: { file: path.basename(at) },
      });
    }
    expect(asked).toHaveLength(before);
  });

  it('that cannot be read leaves nothing in the library', async () => {
    const { call, file, folder, answers } = await createMelodyBench();
    answers.readMelody = () => Promise.reject(new AppError('MELODY_EMPTY', { file: 'x.mid' }));
    await expect(call('melodies.open', { path: file('x.mid') })).rejects.toMatchObject({ code: 'MELODY_EMPTY' });
    expect(readdirSync(folder)).not.toContain('melodies');
  });

  it('typed by hand is named by how it begins', async () => {
    const { call } = await createMelodyBench();
    expect((await call('melodies.fromNotes', { text: ' C4:1\n E4:1 ' })).name).toBe('C4:1 E4:1');
    const long = (await call('melodies.fromNotes', { text: 'C4:1 '.repeat(40) })).name;
    expect(long).toMatch(/^(C4:1 )+C4:1…$/);
    expect(long.length).toBeLessThanOrEqual(61);
  });

  it('whose kept text was changed is no longer known', async () => {
    const { call, file, folder } = await createMelodyBench();
    const { id } = await call('melodies.open', { path: file('song.mid') });
    const kept = path.join(folder, 'melodies', `${id}.json`);
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('"midi":60', '"midi":61'));
    await expect(call('melodies.get', { melodyId: id })).rejects.toMatchObject({ code: 'MELODY_UNKNOWN' });
    expect((await call('melodies.open', { path: file('song.mid') })).id).toBe(id);
    expect((await call('melodies.get', { melodyId: id })).score.notes[0]?.midi).toBe(60);
  });
});

describe('a conversion on a melody', () => {
  const settings = { mode: 'melody' };

  it('keeps melody, words and backing by content, and the host is told where they lie', async () => {
    const { app, call, recordingId, band, file, folder, inputs } = await createMelodyBench();
    app.start();
    const { id: melodyId } = await call('melodies.open', { path: file('song.mid') });
    const backing = { recordingId: band.id, gainDb: -9, startSec: 2 };
    const melody = { kind: 'score', melodyId } as const;
    const request = { recordingId, voiceId, settings, melody, lyrics: ' olá mundo ', backing };
    const { takeId } = await call('jobs.create', { ...request, seed: 1 });
    await expect.poll(() => inputs('render')).toHaveLength(1);
    const { recipe } = await call('takes.get', { takeId });
    expect(recipe).toMatchObject({
      settings: { mode: 'melody' },
      melody: { kind: 'score', sha256: melodyId },
      lyrics: 'olá mundo',
      backing: { sha256: recordingHashes.band, gainDb: -9, startSec: 2 },
    });
    expect(JSON.stringify(recipe)).not.toContain(folder);
    const extras = {
      melody: { kind: 'score', file: path.join(folder, 'melodies', `${melodyId}.json`), sha256: melodyId },
      lyrics: 'olá mundo',
      backing: { source: { path: band.path, sha256: recordingHashes.band }, gainDb: -9, startSec: 2 },
    };
    expect(inputs('render')[0]).toMatchObject(extras);
    const render = inputs('render')[0] as RenderRequest;
    expect(JSON.parse(readFileSync(render.melody?.kind === 'score' ? render.melody.file : '', 'utf8'))).toEqual(
      melodyContent,
    );
  });

  it('is previewed with the same', async () => {
    const { call, answers, recordingId, hum, inputs } = await createMelodyBench();
    answers.preview = () => Promise.reject(new AppError('GUIDE_WITHOUT_NOTES', { file: 'hum.wav' }));
    const melody = { kind: 'guide', recordingId: hum.id, use: 'notes' } as const;
    await expect(call('recordings.preview', { recordingId, voiceId, settings, melody })).rejects.toMatchObject({
      code: 'GUIDE_WITHOUT_NOTES',
    });
    expect(inputs('preview')[0]).toMatchObject({
      melody: { kind: 'guide', use: 'notes', source: { path: hum.path, sha256: recordingHashes.hum, name: 'hum.wav' } },
      lyrics: null,
      backing: null,
    });
  });

  it('in another mode is previewed without waiting for melody or music', async () => {
    const { call, answers, recordingId, hum, band, inputs } = await createMelodyBench();
    answers.preview = () => Promise.reject(new AppError('CANCELLED', {}));
    const melody = { kind: 'guide', recordingId: hum.id, use: 'notes' } as const;
    const request = { recordingId, voiceId, settings: { mode: 'snap' }, melody, backing: { recordingId: band.id } };
    await expect(call('recordings.preview', request)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(inputs('preview')[0]).toMatchObject({ melody: null, lyrics: null, backing: null });
  });

  it('in another mode leaves melody and words out, so that equal takes have equal recipes', async () => {
    const { call, recordingId, hum, band } = await createMelodyBench();
    const extras = {
      melody: { kind: 'guide', recordingId: hum.id, use: 'words' },
      lyrics: 'olá',
      backing: { recordingId: band.id },
    } as const;
    const { takeId } = await call('jobs.create', {
      recordingId,
      voiceId,
      seed: 1,
      settings: { mode: 'chant' },
      ...extras,
    });
    const { recipe } = await call('takes.get', { takeId });
    expect(recipe).not.toHaveProperty('melody');
    expect(recipe).not.toHaveProperty('lyrics');
    expect(recipe.backing).toEqual({ sha256: recordingHashes.band, gainDb: -6, startSec: 0 });
  });

  it('is refused where there is no melody, or one that is not here', async () => {
    const { call, recordingId, file, asked } = await createMelodyBench();
    const request = { recordingId, voiceId, settings };
    const code = (expected: string): unknown => expect.objectContaining({ code: expected });
    await expect(call('jobs.create', request)).rejects.toEqual(code('MELODY_MISSING'));
    await expect(call('recordings.preview', request)).rejects.toEqual(code('MELODY_MISSING'));
    const melodyId = melodyIdSchema.parse('0'.repeat(64));
    const score = { kind: 'score', melodyId } as const;
    await expect(call('jobs.create', { ...request, melody: score })).rejects.toEqual(code('MELODY_UNKNOWN'));
    const { planId } = await call('plans.open', { path: file('plan.json') });
    const planAsScore = { kind: 'score', melodyId: planId } as const;
    await expect(call('jobs.create', { ...request, melody: planAsScore })).rejects.toEqual(code('MELODY_UNKNOWN'));
    await expect(call('melodies.get', { melodyId: planId })).rejects.toEqual(code('MELODY_UNKNOWN'));
    const gone = recordingIdSchema.parse(crypto.randomUUID());
    const guide = { kind: 'guide', recordingId: gone, use: 'notes' } as const;
    await expect(call('jobs.create', { ...request, melody: guide })).rejects.toEqual(code('RECORDING_UNKNOWN'));
    const backing = { recordingId: gone };
    const chant = { ...request, settings: { mode: 'chant' } };
    await expect(call('jobs.create', { ...chant, backing })).rejects.toEqual(code('RECORDING_UNKNOWN'));
    expect(await call('jobs.list', {})).toEqual([]);
    expect(asked.map(({ operation }) => operation)).not.toContain('preview');
  });

  it('from a plan sings that plan, refuses one of another recording at once, and needs no words', async () => {
    const { app, call, recordingId, hum, file, folder, inputs } = await createMelodyBench();
    app.start();
    const { planId } = await call('plans.open', { path: file('verse.json'), name: 'Verso.json' });
    const melody = { kind: 'plan', planId } as const;
    await expect(call('jobs.create', { recordingId: hum.id, voiceId, settings, melody })).rejects.toMatchObject({
      code: 'PLAN_OTHER_RECORDING',
      details: { file: 'Verso.json' },
    });
    await call('jobs.create', { recordingId, voiceId, settings, melody, lyrics: 'ignored' });
    await expect.poll(() => inputs('render')).toHaveLength(1);
    const at = path.join(folder, 'melodies', `${planId}.json`);
    expect(inputs('render')[0]).toMatchObject({ melody: { kind: 'plan', file: at, name: 'Verso.json' }, lyrics: null });
    expect(JSON.parse(readFileSync(at, 'utf8'))).toEqual(speechPlan);
  });

  it('that waited while its melody was deleted fails by name instead of singing another', async () => {
    const { app, call, recordingId, file, folder } = await createMelodyBench();
    const { id: melodyId } = await call('melodies.open', { path: file('song.mid') });
    const { jobId } = await call('jobs.create', {
      recordingId,
      voiceId,
      settings,
      melody: { kind: 'score', melodyId },
    });
    writeFileSync(path.join(folder, 'melodies', `${melodyId}.facts.json`), 'torn');
    app.start();
    await expect
      .poll(async () => (await call('jobs.get', { jobId })).error)
      .toEqual({
        code: 'MELODY_UNKNOWN',
        details: { id: melodyId },
      });
  });
});

describe('a backing', () => {
  it('is measured where it lies', async () => {
    const { call, answers, band, inputs } = await createMelodyBench();
    const measure = { tempoBpm: 96, confidence: 0.8, firstBeatSec: 0.2, key: null };
    answers.measureBacking = () => Promise.resolve(measure);
    expect(await call('recordings.measureBacking', { recordingId: band.id })).toEqual(measure);
    expect(inputs('measureBacking')).toMatchObject([{ source: { sha256: recordingHashes.band, path: band.path } }]);
  });

  it('goes under an export that asks for it, and only there', async () => {
    const { app, call, answers, recordingId, band, inputs } = await createMelodyBench();
    app.start();
    answers.exportTake = ({ target }) => Promise.resolve({ path: target.path });
    const { takeId } = await call('jobs.create', {
      recordingId,
      voiceId,
      backing: { recordingId: band.id, gainDb: -3 },
      export: { format: 'wav', withBacking: true },
    });
    await expect.poll(() => inputs('render')[0]?.exportTo).toMatchObject({ withBacking: true });
    await settle();
    await call('takes.export', { takeId, export: { format: 'mp3', withBacking: true } });
    await call('takes.export', { takeId, export: { format: 'mp3' } });
    expect(inputs('exportTake')).toMatchObject([
      { backing: { source: { sha256: recordingHashes.band }, gainDb: -3, startSec: 0 }, target: { withBacking: true } },
      { backing: null },
    ]);
    expect(inputs('exportTake')[1]?.target).not.toHaveProperty('withBacking');
  });
});

describe('a take', () => {
  it('has its plan written by the host, and hears nothing of what is in it', async () => {
    const { call, answers, recordingId, inputs, folder } = await createMelodyBench();
    answers.writePlan = () => Promise.resolve({});
    const { takeId } = await call('jobs.create', { recordingId, voiceId });
    const file = path.join(folder, 'plan.json');
    expect(await call('takes.writePlan', { takeId, path: file })).toEqual({ path: file });
    expect(inputs('writePlan')).toEqual([{ takeFolder: path.join(folder, 'takes', takeId), path: file }]);
  });

  it('made before there were melodies has a recipe that still reads', () => {
    const old = {
      app: 'cantado',
      engineVersion: '1',
      recordingSha256: recordingHashes.speech,
      voiceId: 'deep',
      voiceHash: 'x',
      converterId: 'resynth',
      pitchExtractor: { id: 'swift-f0', version: '1' },
      settings: { mode: 'chant' },
      seed: 7,
    };
    expect(recipeSchema.parse(old)).toEqual(old);
  });
});

describe('hearing a voice', () => {
  it('asks for a few seconds in that voice and says where they are', async () => {
    const { call, answers, recordingId, inputs } = await createMelodyBench();
    answers.hear = () => Promise.resolve({ hash: 'd'.repeat(64), durationSec: 5 });
    const heard = await call('voices.hear', { recordingId, voiceId, settings: { mode: 'melody', glideMs: 10 } });
    expect(heard).toEqual({ address: `/media/samples/${'d'.repeat(64)}.wav`, durationSec: 5 });
    // There is no melody to a sample: the words are chanted.
    expect(inputs('hear')).toMatchObject([
      {
        source: { sha256: recordingHashes.speech },
        voice: { converterId: 'resynth' },
        settings: { mode: 'chant', glideMs: 10 },
      },
    ]);
  });
});
