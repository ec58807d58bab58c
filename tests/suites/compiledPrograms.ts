import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Before the first test. A program that a test starts from source is compiled anew in every process and thread, for up to a
 * second each, and a host that is killed keeps nothing for the next; here it is done once. Node looks it up by content,
 * in the folder that programs inherit.
 * @returns what removes it after the last test
 */
export default function compilePrograms(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-compiled-'));
  process.env['NODE_COMPILE_CACHE'] = folder;
  execFileSync(process.execPath, [fileURLToPath(new URL('./everyProgram.ts', import.meta.url))]);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
