import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { done, jobId as id, runScripted } from '../../tests/suites/scriptedProgram.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { engineCatalog } from '../core/catalog/engineCatalog.ts';
import { styles } from '../engine/perform/styles.ts';

const replies = {
  'voices.get': { id: 'deep', name: { en: 'Deep' }, converterId: 'resynth', passport: null, rangeMidi: [40, 60] },
  'melodies.open': { id: 'm'.repeat(64), notices: [{ code: 'CHORDS_REDUCED', details: { count: 3 } }] },
  'melodies.fromNotes': { id: 'n'.repeat(64), notices: [] },
  'plans.open': { planId: 'p'.repeat(64) },
  'presets.list': [
    ...styles.map((style) => ({ ...style, isBuiltIn: true })),
    { id: 'mine', name: { en: 'Minha', 'pt-BR': 'Minha' }, settings: { glideMs: 5, voiceStrength: 0.5 } },
  ],
  'takes.writePlan': {},
};

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

async function sing(argv: readonly string[], command = 'sing') {
  const script = { states: [done], replies };
  const result = await runScripted([command, 'speech.wav', ...argv], script, { catalog: engineCatalog });
  const created = result.asked.find(([name]) => name === 'jobs.create')?.[1] as Record<string, unknown> | undefined;
  const opened = result.asked.filter(([name]) => name === 'recordings.open').map(([, input]) => input);
  return { ...result, created, opened };
}

describe('cantado sing', () => {
  it('lays the words on a MIDI or MusicXML file, and tells what reading it changed', async () => {
    const { code, out, err, asked, created } = await sing(['--melody', 'song.mid', '--track', '2', '--tempo', '96']);
    expect(code).toBe(0);
    expect(out).toBe('Written: /music/speech-deep-1.wav\n');
    expect(err).toContain('3 notes sounded together');
    expect(asked).toContainEqual(['melodies.open', { path: path.resolve('song.mid'), track: 2 }]);
    expect(created).toEqual({
      recordingId: id,
      voiceId: 'deep',
      settings: { tempoBpm: 96, mode: 'melody' },
      melody: { kind: 'score', melodyId: 'm'.repeat(64) },
      export: { format: 'wav' },
    });
    expect(err).not.toMatch(/[Tt]ransposed/);
  });

  it.each([
    [['--notes', 'C4:1 R:1'], { kind: 'score', melodyId: 'n'.repeat(64) }],
    [['--plan', 'plan.json'], { kind: 'plan', planId: 'p'.repeat(64) }],
    [['--hum', 'hum.wav'], { kind: 'guide', recordingId: id, use: 'notes' }],
    [['--guide', 'sung.wav'], { kind: 'guide', recordingId: id, use: 'notes' }],
    [['--guide', 'sung.wav', '--guide-words'], { kind: 'guide', recordingId: id, use: 'words' }],
  ])('takes the melody from %j', async (argv, melody) => {
    const { code, created } = await sing(argv);
    expect(code).toBe(0);
    expect(created).toMatchObject({ melody, settings: { mode: 'melody' } });
  });

  it('passes on words, backing and where the take begins in it', async () => {
    const lyrics = path.join(folder, 'words.txt');
    writeFileSync(lyrics, '\ufeffOlá, mundo\n');
    const flags = ['--backing', 'band.mp3', '--backing-gain', '-3.5', '--backing-start', '8', '--with-backing'];
    const { created, opened } = await sing(['--notes', 'C4', '--lyrics', lyrics, ...flags]);
    expect(opened).toEqual([{ path: path.resolve('speech.wav') }, { path: path.resolve('band.mp3'), isSpeech: false }]);
    expect(created).toMatchObject({
      lyrics: 'Olá, mundo\n',
      backing: { recordingId: id, gainDb: -3.5, startSec: 8 },
      export: { format: 'wav', withBacking: true },
    });
  });

  it('takes a style first and the flags beside it over that, and leaves out what the voice has not', async () => {
    const pop = styles.find((style) => style.id === 'pop');
    const { created } = await sing(['--notes', 'C4', '--style', 'POP', '--vibrato', '15']);
    expect(created?.['settings']).toEqual({ ...pop?.settings, vibratoCents: 15, mode: 'melody' });
    const mine = await sing(['--notes', 'C4', '--style', 'minha']);
    expect(mine.created?.['settings']).toEqual({ glideMs: 5, mode: 'melody' });
    const spoken = await sing(['--style', 'mine', '--mode', 'chant'], 'convert');
    expect(spoken.created?.['settings']).toEqual({ glideMs: 5, mode: 'chant' });
    const unknown = await sing(['--notes', 'C4', '--style', 'opera']);
    expect([unknown.code, unknown.created]).toEqual([2, undefined]);
    expect(unknown.err).toContain('There is no preset “opera”.');
  });

  it('has the plan written where it is asked to, and refuses a place that cannot be before anything is sung', async () => {
    const file = path.join(folder, 'plan “é”.json');
    const { code, out, asked } = await sing(['--notes', 'C4', '--score-out', file]);
    expect(code).toBe(0);
    expect(out).toBe(`Written: /music/speech-deep-1.wav\nWritten: ${file}\n`);
    expect(asked).toContainEqual(['takes.writePlan', { takeId: id, path: file }]);
    writeFileSync(file, '');
    const again = await sing(['--notes', 'C4', '--score-out', file]);
    expect([again.code, again.created]).toEqual([2, undefined]);
    const nowhere = await sing(['--notes', 'C4', '--score-out', path.join(folder, 'no', 'plan.json')]);
    expect([nowhere.code, nowhere.created]).toEqual([4, undefined]);
  });

  it('with --json prints one object that names the plan as well', async () => {
    const file = path.join(folder, 'plan.json');
    const { out, err } = await sing(['--notes', 'C4', '--score-out', file, '--json']);
    expect(JSON.parse(out)).toMatchObject({ job: { id }, outputPath: done.outputPath, planPath: file });
    expect(err).toBe('');
  });

  it.each([
    [[], 'There is no melody to follow yet.'],
    [['--melody', 'a.mid', '--hum', 'b.wav'], '--hum: there is --melody already'],
    [['--hum', 'b.wav', '--track', '1'], '--track: means something only with --melody'],
    [['--melody', 'a.mid', '--track', 'first'], '0 … 10000'],
    [['--melody', 'a.mid', '--guide-words'], '--guide-words: means something only with --guide'],
    [['--notes', 'C4', '--with-backing'], '--with-backing: means something only with --backing'],
    [['--notes', 'C4', '--backing-start', '3'], '--backing-start: means something only with --backing'],
    [['--notes', 'C4', '--backing', 'b.mp3', '--backing-gain', '13'], '-40 … 12'],
    [['--notes', 'C4', '--tempo', '500'], '20 … 400 bpm'],
    [['--notes', 'C4', '--mode', 'snap'], '--mode: there is no such flag'],
    [['--notes', 'C4', '--retune', '9'], '--retune: there is no such flag'],
  ])('%j is a usage error that opens nothing', async (argv, sentence) => {
    const { code, out, err, asked } = await sing(argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(asked).toEqual([]);
  });

  it('refuses words that are no text file or beyond all length, and makes no job', async () => {
    const huge = path.join(folder, 'huge.txt');
    writeFileSync(huge, 'a'.repeat(20_001));
    mkdirSync(path.join(folder, 'folder.txt'));
    for (const [name, sentence] of [
      ['huge.txt', 'The limit is 20,000'],
      ['none.txt', 'none.txt is not there.'],
      ['folder.txt', 'folder.txt is a folder.'],
    ] as const) {
      const { code, err, created } = await sing(['--notes', 'C4', '--lyrics', path.join(folder, name)]);
      expect([code, created]).toEqual([3, undefined]);
      expect(err).toContain(sentence);
    }
  });

  it('says in its help what each flag does, in the language asked for', async () => {
    const help = async (language: string): Promise<string> =>
      (await runScripted(['sing', '--help', '--language', language], undefined, { catalog: engineCatalog })).out;
    const english = await help('en');
    for (const flag of ['--melody', '--hum', '--guide-words', '--plan', '--tempo', '--style', '--score-out', '--glide'])
      expect(english).toContain(flag);
    expect(english).not.toMatch(/--retune|--mode/);
    const portuguese = await help('pt-BR');
    expect(portuguese).toContain('Uso: cantado sing');
    expect(portuguese).not.toMatch(/default|the melody|backing of/);
  });
});
