import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inProject } from './paths.mjs';

/** better-sqlite3 needs Node-API 10, vitest its worker start: both came with 22.12. */
const MINIMUM = [22, 12];

/** @param {string} version "22.12.0" or "v22.12.0" */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = MINIMUM;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

const programName = process.platform === 'win32' ? 'node.exe' : 'node';

/** The npm package `node` carries a whole Node; its version is read, not run, because that is 40 ms faster. */
function bundledNode() {
  const program = inProject('node_modules', 'node', 'bin', programName);
  if (!existsSync(program)) return null;
  const { version } = JSON.parse(readFileSync(inProject('node_modules', 'node', 'package.json'), 'utf8'));
  return isNewEnough(version) ? program : null;
}

function nodeOnPath() {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const program = join(folder, programName);
    if (folder === '' || !existsSync(program)) continue;
    const answer = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 5000 });
    if (answer.status === 0 && isNewEnough(answer.stdout.trim())) return program;
  }
  return null;
}

/** @returns {string | null} a Node that can run Cantado: the one CANTADO_NODE names, this one, the project's own, or one on PATH */
export function findNode() {
  const named = process.env['CANTADO_NODE'];
  if (named) return named;
  if (isNewEnough(process.versions.node)) return process.execPath;
  return bundledNode() ?? nodeOnPath();
}
