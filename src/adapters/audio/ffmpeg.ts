import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../contract/errors.ts';

export type FfmpegRun = {
  readonly ffmpegPath: string;
  readonly args: readonly string[];
  /** Given what ffmpeg writes to its standard output, one piece at a time; what it throws stops ffmpeg and is thrown on. */
  readonly onOutput?: (bytes: Buffer) => void | Promise<void>;
  /** Fed to its standard input. */
  readonly input?: Iterable<Uint8Array>;
  readonly isCancelled?: () => boolean;
};

export type FfmpegResult = {
  readonly exitCode: number | null;
  /** What ffmpeg said: the first and the last part when it said much. */
  readonly messages: string;
};

const cancelPollMs = 50;
const firstMessagesLength = 48 * 1024;
const lastMessagesLength = 16 * 1024;

/** Flags of every run: no questions, no terminal, no progress lines. */
export const quietFlags = ['-nostdin', '-hide_banner', '-nostats'] as const;

/**
 * Containers we read. Playlists and descriptions that name other files (hls, concat, dash, sdp …), images and devices
 * are not among them, so a file can never make ffmpeg open another one.
 */
const readableFormats = [
  ...['wav', 'w64', 'aiff', 'au', 'caf', 'flac', 'mp3', 'aac', 'ogg', 'mov', 'matroska', 'avi', 'asf', 'mpegts'],
  ...['mpeg', 'flv', 'ac3', 'eac3', 'dts', 'amr', 'wv', 'ape', 'tta', 'tak', 'mpc', 'mpc8', 'voc', 'dsf', 'rm'],
].join(',');

/** Options that open one local file and nothing else; `file:` keeps colons and leading dashes in names harmless. */
export function inputArgs(file: string): string[] {
  const whitelists = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', readableFormats];
  return [...whitelists, '-i', `file:${path.resolve(file)}`];
}

/**
 * Runs ffmpeg to its end, whatever its exit code.
 * @throws AppError CANCELLED (ffmpeg is killed first), FFMPEG_MISSING, or what onOutput threw
 */
export async function runFfmpeg(run: FfmpegRun): Promise<FfmpegResult> {
  if (run.isCancelled?.()) throw new AppError('CANCELLED', {});
  const child = spawn(run.ffmpegPath, run.args, {
    stdio: [run.input ? 'pipe' : 'ignore', run.onOutput ? 'pipe' : 'ignore', 'pipe'],
    windowsHide: true,
  });
  let failure: Error | undefined;
  const stop = (reason: unknown): void => {
    failure ??= reason instanceof Error ? reason : new Error(String(reason));
    child.kill('SIGKILL');
  };
  const timer = setInterval(() => {
    if (run.isCancelled?.()) stop(new AppError('CANCELLED', {}));
  }, cancelPollMs);
  const messages = collectMessages(child);
  const streams = [feed(child, run.input, stop), drain(child, run.onOutput, stop)];
  try {
    const exitCode = await exitOf(child, run.ffmpegPath);
    await Promise.all(streams);
    if (failure !== undefined) throw failure;
    return { exitCode, messages: messages() };
  } finally {
    clearInterval(timer);
  }
}

function exitOf(child: ChildProcess, ffmpegPath: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      reject(new AppError('FFMPEG_MISSING', { tried: ffmpegPath }, { cause: error }));
    });
  });
}

async function feed(
  child: ChildProcess,
  input: Iterable<Uint8Array> | undefined,
  stop: (reason: unknown) => void,
): Promise<void> {
  if (!input || !child.stdin) return;
  let isOurs = false;
  function* guarded(source: Iterable<Uint8Array>): Generator<Uint8Array> {
    try {
      yield* source;
    } catch (error) {
      isOurs = true;
      throw error;
    }
  }
  try {
    await pipeline(Readable.from(guarded(input), { objectMode: false }), child.stdin);
  } catch (error) {
    // A closed pipe means that ffmpeg ended early: its exit code and messages tell why.
    if (isOurs) stop(error);
  }
}

async function drain(
  child: ChildProcess,
  onOutput: FfmpegRun['onOutput'],
  stop: (reason: unknown) => void,
): Promise<void> {
  if (!onOutput || !child.stdout) return;
  try {
    for await (const bytes of child.stdout) await onOutput(bytes as Buffer);
  } catch (error) {
    stop(error);
  }
}

/** Keeps the first and the last of what ffmpeg says; a broken file can make it say megabytes. */
function collectMessages(child: ChildProcess): () => string {
  let first = '';
  let last = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => {
    const room = Math.max(0, firstMessagesLength - first.length);
    first += text.slice(0, room);
    last = (last + text.slice(room)).slice(-lastMessagesLength);
  });
  return () => first + last;
}

/** What every broken file is called in the end; a line before it says more. */
const generalComplaint = /^(Invalid data found|Error opening input|Invalid argument|Conversion failed)/;

/** The last thing ffmpeg complained about, without paths and addresses, as a reason in an error. */
export function reasonIn(messages: string, file: string): string {
  const lines = messages
    .split('\n')
    .map((line) =>
      line
        .replaceAll(`file:${path.resolve(file)}`, '')
        .replace(/^\[[^\]]*\]\s*/, '')
        .replace(/^[:\s]+/, ''),
    )
    .filter((line) => line !== '');
  const reason = lines.findLast((line) => !generalComplaint.test(line)) ?? lines.at(-1) ?? 'no message';
  return reason.slice(0, 200);
}
