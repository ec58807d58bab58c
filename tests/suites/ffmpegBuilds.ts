import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Every ffmpeg at hand: the packaged one of 2018, and the system's, which is usually years newer. */
export function ffmpegBuilds(): { readonly build: string; readonly ffmpegPath: string }[] {
  const packaged = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string };
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  const system = onPath.find((file) => versionOf(file) !== null);
  return [packaged.path, ...(system === undefined ? [] : [system])].map((ffmpegPath) => ({
    build: versionOf(ffmpegPath) ?? 'unknown',
    ffmpegPath,
  }));
}

function versionOf(ffmpegPath: string): string | null {
  try {
    const said = execFileSync(ffmpegPath, ['-version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /version (\S+)/.exec(said)?.[1] ?? null;
  } catch {
    return null;
  }
}
