import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../src/contract/jobs.ts';
import { writeShortTalks } from '../suites/shortTalks.ts';
import { ask } from './ask.ts';
import { longSpeechFile, speechFile } from './convertView.ts';
import { eventually } from './eventually.ts';
import { serve } from './serve.ts';

const commandLine = path.resolve(import.meta.dirname, '../../out/headless/cli.js');
const folder = mkdtempSync(path.join(tmpdir(), 'cantado-cli-'));
const dataFolder = path.join(folder, 'data');
const env = { ...process.env, LC_ALL: 'en_US.UTF-8', CANTADO_DATA_DIR: dataFolder };

type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the built command line to its end, as a script would. */
function cantado(...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env, maxBuffer: 64 * 1024 ** 2 };
    const child = execFile(process.execPath, [commandLine, ...words], options, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

beforeAll(async () => {
  const speech = await speechFile(folder, 'speech.wav');
  // A second or so of it.
  writeShortTalks(folder, speech, 1);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('cantado convert, as built', () => {
  it('writes beside the recording under a free name, says where, and never replaces anything', async () => {
    const first = await cantado('convert', 'speech.wav', '--voice', 'deep', '--mode', 'snap', '--key', 'A minor');
    expect(first).toMatchObject({ code: 0 });
    const [, file = ''] = /^Written: (.*)\n$/.exec(first.out) ?? [];
    expect(path.dirname(file)).toBe(folder);
    expect(path.basename(file)).toMatch(/^speech-.*1\.wav$/);
    expect(readFileSync(file).toString('latin1', 8, 12)).toBe('WAVE');
    const again = await cantado('convert', 'speech.wav', '--out', file);
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.err).toContain(path.basename(file));
  });

  it('takes the format from --out and a name that begins with a dash, and prints one JSON object', async () => {
    await speechFile(folder, "-my 'speech' 🎤.wav");
    const { code, out, err } = await cantado('convert', '--json', '--out', 'sung.mp3', '--', "-my 'speech' 🎤.wav");
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const result = JSON.parse(out) as {
      outputPath: string;
      job: Job;
      stages: { stage: string }[];
      take: { recipe: object };
    };
    expect(result.outputPath).toBe(path.join(folder, 'sung.mp3'));
    expect(result.stages.map(({ stage }) => stage)).toEqual([
      'decode',
      'analyse',
      'perform',
      'convert',
      'finish',
      'encode',
    ]);
    expect(result.job.status).toBe('completed');
    expect(existsSync(path.join(folder, 'sung.mp3'))).toBe(true);
  });

  it('tells each kind of failure by its exit code, with the error as JSON on stdout', async () => {
    writeFileSync(path.join(folder, 'text.wav'), 'not sound');
    const failures = [
      [2, 'VOICE_UNKNOWN', ['speech.wav', '--voice', 'nobody']],
      [2, 'SETTING_OUT_OF_RANGE', ['speech.wav', '--retune', '9000']],
      [2, 'OUTPUT_EXISTS', ['speech.wav', '--out', 'text.wav']],
      [3, 'FILE_NOT_FOUND', ['missing.wav']],
      [3, 'NOT_AUDIO', ['text.wav']],
      [4, 'FOLDER_NOT_WRITABLE', ['speech.wav', '--out', 'missing/x.wav']],
    ] as const;
    for (const [exitCode, errorCode, words] of failures) {
      const { code, out } = await cantado('convert', '--json', ...words);
      const { error } = JSON.parse(out) as { error: { code: string; message: string } };
      expect([code, error.code], words.join(' ')).toEqual([exitCode, errorCode]);
      expect(error.message).not.toBe('');
    }
  });

  it('measures a recording on every frame of 5 ms', async () => {
    const { out } = await cantado('analyse', 'speech.wav', '--json');
    const measured = JSON.parse(out) as {
      frameSec: number;
      durationSec: number;
      f0Hz: number[];
      voiced: boolean[];
      syllables: object[];
    };
    expect(measured.frameSec).toBe(0.005);
    expect(measured.f0Hz).toHaveLength(Math.floor(measured.durationSec / 0.005) + 1);
    expect(measured.voiced).toEqual(measured.f0Hz.map((f0Hz) => f0Hz > 0));
    expect(measured.syllables.length).toBeGreaterThan(10);
  });

  it('ends well when whoever reads the output has gone', async () => {
    const child = spawn(process.execPath, [commandLine, 'analyse', 'speech.wav', '--json'], { cwd: folder, env });
    child.stdout.destroy();
    const complaints = textOf(child.stderr);
    const [code] = (await once(child, 'exit')) as [number];
    expect({ code, complaints: await complaints }).toEqual({ code: 0, complaints: '' });
  });
});

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
}

/** Starts a render in a process group of its own, as a terminal does, and waits until some of it is sung. */
async function singing(file: string): Promise<{ child: ChildProcess; err: Promise<string> }> {
  const child = spawn(process.execPath, [commandLine, 'convert', file, '--mode', 'keep'], {
    cwd: folder,
    env,
    detached: true,
  });
  const err = textOf(child.stderr);
  const before = new Set(sungTakes());
  await eventually(() => child.exitCode !== null || sungTakes().some((take) => !before.has(take))).toBe(true);
  return { child, err };
}

/** Takes of which something has been written. */
function sungTakes(): string[] {
  const takes = path.join(dataFolder, 'takes');
  return readdirSync(takes).filter((take) => {
    const raw = statSync(path.join(takes, take, 'raw.f32'), { throwIfNoEntry: false });
    return raw !== undefined && raw.size > 0;
  });
}

// Windows has no signal that one program could send another for Ctrl-C, so there nothing can press it here.
const canPressCtrlC = process.platform !== 'win32';
if (canPressCtrlC)
  describe('Ctrl-C', () => {
    it('stops the job politely with code 5, keeps what was sung, and retry goes on from there', async () => {
      await longSpeechFile(folder, 4);
      const { child, err } = await singing('long.wav');
      process.kill(-(child.pid ?? 0), 'SIGINT');
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect({ code, signal }).toEqual({ code: 5, signal: null });
      expect(await err).toContain('What was rendered is kept');

      const listed = JSON.parse((await cantado('jobs', 'list', '--status', 'cancelled', '--json')).out) as Job[];
      expect(listed).toHaveLength(1);
      const [job] = listed;
      expect(readdirSync(path.join(dataFolder, 'takes', String(job?.takeId)))).toContain('raw.f32');

      const retried = await cantado('jobs', 'retry', String(job?.id), '--json');
      expect(retried.code).toBe(0);
      expect(JSON.parse(retried.out)).toMatchObject({ job: { id: job?.id, status: 'completed' } });
    });
  });

describe('a second program on the same data', () => {
  it('asks the one that is there, and both see the same jobs', async () => {
    const served = await serve();
    try {
      const made = await cantado('convert', '1.wav', '--mode', 'keep', '--json', '--data-dir', served.dataFolder);
      expect(made.code).toBe(0);
      const jobs = await ask(served, 'jobs.list', {});
      expect(jobs.map(({ id }) => id)).toEqual([(JSON.parse(made.out) as { job: Job }).job.id]);
    } finally {
      await served.stop();
    }
  });
});
