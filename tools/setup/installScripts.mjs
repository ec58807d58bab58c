/**
 * The install scripts that we do want. npm runs none of its own accord (install.mjs), because it also runs some that we
 * do not want: npm 10 compiles better-sqlite3, which needs Python and a compiler, although its binaries are in the package.
 */
import { chmodSync, existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findNode } from './findNode.mjs';
import { inProject } from './paths.mjs';
import { isServerThere } from './reach.mjs';
import { runQuietly } from './run.mjs';

const FETCH_WITHIN_MS = 3 * 60 * 1000;

/** The npm package `node` fetches a whole Node from the registry; wanted only where no other is new enough. */
async function fetchNode() {
  const folder = inProject('node_modules', 'node');
  if (findNode() !== null || !existsSync(folder)) return;
  await runQuietly(process.execPath, ['installArchSpecificPackage'], { cwd: folder, timeoutMs: FETCH_WITHIN_MS });
  linkNode();
}

/** What npm would do: `npm run x` and `npx x` find it first. */
function linkNode() {
  const link = inProject('node_modules', '.bin', 'node');
  if (process.platform === 'win32' || existsSync(link) || !existsSync(inProject('node_modules', 'node', 'bin', 'node')))
    return;
  symlinkSync(join('..', 'node', 'bin', 'node'), link);
}

/** Without it the system's ffmpeg serves, or the older one that a package carries. */
async function fetchFfmpeg() {
  const folder = inProject('node_modules', 'ffmpeg-static');
  const server = process.env['FFMPEG_BINARIES_URL'] ?? 'https://github.com/';
  if (!existsSync(folder) || !(await isServerThere(server))) return;
  await runQuietly(process.execPath, ['install.js'], { cwd: folder, timeoutMs: FETCH_WITHIN_MS });
}

/** That older ffmpeg, made a program that can be started. */
function allowCarriedFfmpeg() {
  const scope = inProject('node_modules', '@ffmpeg-installer');
  if (!existsSync(scope) || process.platform === 'win32') return;
  for (const name of readdirSync(scope)) {
    const program = join(scope, name, 'ffmpeg');
    if (name !== 'ffmpeg' && existsSync(program)) chmodSync(program, 0o755);
  }
}

/** Fetches what can be fetched; nothing here is needed enough to fail for. */
export async function runInstallScripts() {
  allowCarriedFfmpeg();
  await Promise.all([fetchNode(), fetchFfmpeg()]);
}
