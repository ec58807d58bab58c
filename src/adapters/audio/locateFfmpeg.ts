import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';

const requireHere = createRequire(import.meta.url);
/** A sick binary must not hold the start up. */
const answerTimeoutMs = 10_000;

type Candidate = { readonly origin: string; readonly path: string };

const found = new Map<string, Promise<string>>();

/**
 * The first ffmpeg that answers `-version`: the user's own setting, ffmpeg-static, the system's, @ffmpeg-installer.
 * The answer is remembered for the life of the process.
 * @throws AppError FFMPEG_MISSING naming what was tried
 */
export function locateFfmpeg(userPath: string | null): Promise<string> {
  const key = userPath ?? '';
  const known = found.get(key);
  if (known) return known;
  const search = firstThatAnswers([
    ...(userPath === null ? [] : [{ origin: 'settings', path: userPath }]),
    ...packaged('ffmpeg-static'),
    ...onSystemPath(),
    ...packaged('@ffmpeg-installer/ffmpeg'),
  ]);
  found.set(key, search);
  search.catch(() => found.delete(key));
  return search;
}

async function firstThatAnswers(candidates: readonly Candidate[]): Promise<string> {
  for (const candidate of candidates) {
    if (await answers(candidate.path)) return candidate.path;
  }
  const tried = candidates.map((candidate) => `${candidate.origin} (${candidate.path})`);
  throw new AppError('FFMPEG_MISSING', { tried: [...tried, 'ffmpeg-static', 'PATH', '@ffmpeg-installer'].join(', ') });
}

/** What an ffmpeg calls itself, such as `7.0.2-static`; null where it does not answer. */
export function ffmpegVersion(file: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(file, ['-version'], { timeout: answerTimeoutMs, windowsHide: true }, (_error, stdout) => {
      resolve(/^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? null);
    });
  });
}

function answers(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(file, ['-version'], { timeout: answerTimeoutMs, windowsHide: true }, (error, stdout) => {
      resolve(error === null && stdout.startsWith('ffmpeg version'));
    });
  });
}

/** Where a package keeps its binary; nothing when the package is not installed or does not know this platform. */
function packaged(name: string): Candidate[] {
  try {
    const exported: unknown = requireHere(name);
    const file = typeof exported === 'object' && exported !== null && 'path' in exported ? exported.path : exported;
    return typeof file === 'string' ? [{ origin: name, path: outsideArchive(file) }] : [];
  } catch {
    // @ffmpeg-installer throws a string on platforms it does not know, a missing package a MODULE_NOT_FOUND.
    return [];
  }
}

/** Inside a packaged app a binary cannot be started from app.asar; electron-builder lays it beside. */
export function outsideArchive(file: string): string {
  return file.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2');
}

function onSystemPath(): Candidate[] {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  // A relative entry would make the answer depend on the current folder.
  return folders
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => ({ origin: 'PATH', path: path.join(folder, name) }));
}
