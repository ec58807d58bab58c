import { readFileSync } from 'node:fs';

function childProcesses(): string[] {
  const pid = String(process.pid);
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((child) => child !== '');
}

/** What the system tells of this program's children; null where it does not tell (only Linux does). */
function askSystem<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

/** Largest memory a child process of this program has held, MB. */
export function peakChildMemoryMb(): number | null {
  return askSystem(() => {
    const peaks = childProcesses().map(
      (child) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? '0',
    );
    return Math.max(...peaks.map(Number)) / 1024;
  });
}

/** Processor seconds of the children so far, with the programs they ran and waited for: what one core would have needed. */
export function childCpuSec(): number | null {
  return askSystem(() => {
    const ticks = childProcesses().flatMap((child) => {
      const fields = readFileSync(`/proc/${child}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return fields.slice(11, 15).map(Number);
    });
    return ticks.reduce((total, count) => total + count, 0) / 100;
  });
}
