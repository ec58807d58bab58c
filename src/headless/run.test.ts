import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  baseJob,
  done,
  jobId as id,
  runScripted as run,
  stages,
  working,
  type Script,
} from '../../tests/suites/scriptedProgram.ts';
import { AppError, type ErrorCode } from '../contract/errors.ts';
import type { JobStatus } from '../contract/jobs.ts';
import { performSettings } from '../engine/perform/registry.ts';

describe('cantado convert', () => {
  it('prints where the file is, and nothing else, on stdout', async () => {
    const { code, out, asked } = await run(['convert', 'speech.wav', '--voice', 'deep', '--seed', '7']);
    expect(code).toBe(0);
    expect(out).toBe('Written: /music/speech-deep-1.wav\n');
    expect(asked).toContainEqual(['recordings.open', { path: path.resolve('speech.wav') }]);
    expect(asked).toContainEqual([
      'jobs.create',
      { recordingId: id, voiceId: 'deep', settings: {}, seed: 7, export: { format: 'wav' } },
    ]);
    expect(asked.at(-1)).toEqual(['close', undefined]);
  });

  it('with --json prints exactly one object with job, take, file, seconds and stages', async () => {
    const { out, err } = await run(['convert', 'speech.wav', '--json'], { states: [working(0.5), done] });
    const result = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual(['job', 'take', 'outputPath', 'seconds', 'stages', 'notices']);
    expect(result).toMatchObject({
      job: { id },
      take: { durationSec: 12.25 },
      outputPath: '/music/speech-deep-1.wav',
      stages,
    });
    expect(err).toBe('');
  });

  it('in a pipe tells progress in plain lines, at most one per tenth', async () => {
    const states = Array.from({ length: 100 }, (_, percent) => working(percent / 100));
    const { err } = await run(['convert', 'speech.wav'], { states: [...states, done] });
    const lines = err.split('\n').filter((line) => line.includes('%'));
    expect(lines.map((line) => line.replace(/ %.*/, ''))).toEqual([
      '0',
      '10',
      '20',
      '30',
      '40',
      '50',
      '60',
      '70',
      '80',
      '90',
    ]);
    expect(lines[1]).toBe('10 %  Singing, 6 s left');
    expect(err).not.toContain('\u001b');
  });

  it.each([
    [12, 'Transposed by +12: you speak around A2, Marisol sings C3–C5 best.'],
    [-5, 'Transposed by −5: you speak around A2, Marisol sings C3–C5 best.'],
    [0, 'Not transposed: you speak around A2, in the middle of what Marisol sings (C3–C5).'],
  ])('says why it transposed by %i, unless a person chose', async (transposeSt, sentence) => {
    const replies = {
      'voices.get': { id: 'marisol', name: { en: 'Marisol' }, rangeMidi: [48, 72], passport: null },
      'recordings.analysis': { medianMidi: 45.2 },
      'takes.view': { transposeSt },
    };
    const catalog = { perform: { transposeSt: performSettings.transposeSt }, converters: [], finish: {} };
    const order = ['convert', 'speech.wav', '--voice', 'marisol'];
    expect((await run(order, { states: [done], replies }, { catalog })).err).toContain(`${sentence}\n`);
    const chosen = await run([...order, '--transpose', '3'], { states: [done], replies }, { catalog });
    expect(chosen.err).not.toMatch(/[Tt]ransposed/);
  });

  it('on a terminal draws a bar in place with stage, per cent and time left, and wipes it at the end', async () => {
    const { err } = await run(['convert', 'speech.wav'], { states: [working(0.5), done] }, { isTTY: true });
    expect(err).toContain(`\r${'█'.repeat(12)}${'░'.repeat(12)}  50 %  Singing, 6 s left\u001b[K`);
    expect(err).toMatch(/\r\u001b\[K12 s of sound in .*\n$/);
  });

  it('at Ctrl-C cancels the job politely, says that what was rendered is kept, and exits 5', async () => {
    const stop = new AbortController();
    const { code, err, out, asked } = await run(['convert', 'speech.wav'], { states: [], stop }, { stop: stop.signal });
    expect(code).toBe(5);
    expect(out).toBe('');
    expect(err).toContain('What was rendered is kept');
    expect(err).toContain(`cantado jobs retry ${id}`);
    expect(asked.map(([name]) => name)).toContain('jobs.cancel');
    expect(asked.at(-1)).toEqual(['close', undefined]);
  });

  it('takes names that begin with a dash, hold quotes, emoji or other alphabets', async () => {
    for (const name of ['-speech.wav', '🎤 "it\'s" 日本語 ñ é #&().wav']) {
      const { code, asked } = await run(['convert', '--json', '--', name]);
      expect(code, name).toBe(0);
      expect(asked).toContainEqual(['recordings.open', { path: path.resolve(name) }]);
    }
  });

  it('never lets a file name write to the terminal as a command', async () => {
    const { out } = await run(['convert', 'x.wav'], {
      states: [{ ...done, outputPath: '/music/\u001b[2J\u0007.wav' }],
    });
    expect(out).toBe('Written: /music/\u{fffd}[2J\u{fffd}.wav\n');
  });
});

describe('what goes wrong is one sentence, one exit code', () => {
  const failures: [string, number, Script][] = [
    [
      'an internal error',
      1,
      { states: [{ ...baseJob, status: 'failed', error: { code: 'HOST_CRASHED', details: { attempts: 3 } } }] },
    ],
    ['a file that is no recording', 3, { states: [], failsWith: new AppError('NOT_AUDIO', { file: 'x.wav' }) }],
    [
      'a full disk',
      4,
      { states: [{ ...baseJob, status: 'failed', error: { code: 'DISK_FULL', details: { folder: '/' } } }] },
    ],
    ['a job that somebody else stopped', 5, { states: [{ ...baseJob, status: 'cancelled' as JobStatus }] }],
  ];
  it.each(failures)('%s exits %i, in text and in JSON', async (_name, exitCode, script) => {
    const text = await run(['convert', 'x.wav'], script);
    expect(text.code).toBe(exitCode);
    expect(text.out).toBe('');
    expect(text.err).not.toBe('');
    const json = await run(['convert', 'x.wav', '--json'], script);
    expect(json.code).toBe(exitCode);
    const { error } = JSON.parse(json.out) as { error: { code: ErrorCode; details: unknown; message: string } };
    expect(Object.keys(error)).toEqual(['code', 'details', 'message']);
    expect(error.message.length).toBeGreaterThan(10);
  });

  it.each([
    [['convert'], 'file: is missing.'],
    [['convert', 'x.wav', '--voic', 'deep'], '--voic: there is no such flag; did you mean --voice?'],
    [['convert', '-x.wav'], '-x.wav: there is no such flag; a file of that name is written ./-name or after --.'],
    [['convert', 'x.wav', '--voice'], 'needs a value'],
    [['convert', 'my', 'song.wav'], 'too many words'],
    [['dance'], 'dance: there is no such command'],
    [['convert', 'x.wav', '--seed', '-1'], '--seed'],
    [['convert', 'x.wav', '--language', 'fr'], 'en, pt-BR'],
    [['jobs', 'show', 'nonsense'], 'There is no job nonsense.'],
    [['jobs', 'list', '--limit', '0'], '1 … 1000'],
    [['jobs', 'list', '--status', 'odd'], 'queued, processing, completed, failed, cancelled'],
    [['serve', '--port', '99999'], '0 … 65535'],
  ])('%j is a usage error that says what is wrong, opens nothing and exits 2', async (argv, sentence) => {
    const { code, out, err, asked } = await run(argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(sentence);
    expect(asked).toEqual([]);
  });

  it('is said in Portuguese where the language is Portuguese', async () => {
    const { err } = await run(['dance'], undefined, { env: { LC_ALL: 'pt_BR.UTF-8', LANG: 'en_US' } });
    expect(err).toContain('não existe esse comando');
  });
});

describe('help', () => {
  it('documents the exit codes and every command', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const word of ['convert', 'analyse', 'voices', 'jobs', 'serve', 'Exit codes:', '5  stopped'])
      expect(out).toContain(word);
  });

  it('is all in the language asked for, titles included', async () => {
    const { out } = await run(['convert', '--help', '--language', 'pt-BR']);
    expect(out).toContain('Uso: cantado convert');
    expect(out).toContain('Opções:');
    expect(out).not.toMatch(/Options|Usage|Arguments|default|display/);
  });

  it('is shown for no words at all, and the version for --version', async () => {
    expect((await run([])).out).toContain('cantado');
    expect(await run(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n' });
  });
});

describe('the data folder', () => {
  it('is the one named by --data-dir, wherever it stands among the words', async () => {
    for (const argv of [
      ['--data-dir', '/data', 'convert', 'x.wav'],
      ['convert', 'x.wav', '--data-dir', '/data'],
    ]) {
      expect((await run(argv)).asked[0]).toEqual(['open', path.resolve('/data')]);
    }
  });
  it('is the system’s otherwise', async () => {
    expect((await run(['convert', 'x.wav'])).asked[0]).toEqual(['open', '/home/ana/.local/share/cantado']);
  });
});
