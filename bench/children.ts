import { readFileSync } from 'node:fs';

function childrenOf(pid: number): string[] {
  return readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
    .split(' ')
    .filter((child) => child !== '');
}

/** What the system tells of processes; null where it does not tell (only Linux does). */
function askSystem<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

function statusMb(pid: number | string, field: 'VmHWM' | 'VmRSS'): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? '0') / 1024;
}

/** Sum of the fields of times in a process's stat: its own, user and system, at 11 and 12; of children it waited for at 13 and 14. */
function ticksOf(pid: number | string, from: number, to: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return fields
    .slice(from, to)
    .map(Number)
    .reduce((total, count) => total + count, 0);
}

/** Largest memory a child process of this program has held, MB. */
export function peakChildMemoryMb(): number | null {
  return askSystem(() => Math.max(...childrenOf(process.pid).map((child) => statusMb(child, 'VmHWM'))));
}

/** Memory that a program and its children hold now, MB. */
export function residentMb(pid: number): { readonly program: number; readonly children: number } | null {
  return askSystem(() => ({
    program: statusMb(pid, 'VmRSS'),
    children: childrenOf(pid).reduce((sum, child) => sum + statusMb(child, 'VmRSS'), 0),
  }));
}

/** Processor seconds of a process so far. */
export function cpuSecOf(pid: number | string): number | null {
  return askSystem(() => ticksOf(pid, 11, 13) / 100);
}

/** Processor seconds of the children so far, with the programs they ran and waited for: what one core would have needed. */
export function childCpuSec(): number | null {
  return askSystem(() => {
    return childrenOf(process.pid).reduce((total, child) => total + ticksOf(child, 11, 15), 0) / 100;
  });
}
