import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Before the first test: bundles the programs that tests start and has Node keep them compiled. From their sources each
 * process and each thread takes up to a second longer, and a host that is killed keeps nothing for the next. Other
 * packages are found from below the project's folder only.
 * @returns what removes it after the last test
 */
export default function compilePrograms(): () => void {
  mkdirSync('.setup', { recursive: true });
  const folder = path.resolve(mkdtempSync('.setup/programs-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const programs = path.join(folder, 'programs');
    execFileSync(process.execPath, [fileURLToPath(new URL('./buildPrograms.ts', import.meta.url)), programs]);
    process.env['NODE_COMPILE_CACHE'] = path.join(folder, 'compiled');
    process.env['CANTADO_TEST_PROGRAMS'] = programs;
    execFileSync(process.execPath, [path.join(programs, 'everyProgram.js')]);
    return remove;
  } catch (error) {
    remove();
    throw error;
  }
}
