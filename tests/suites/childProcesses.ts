import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** Every process below another one, as Linux tells. */
export function processesBelow(pid: number): { readonly pid: number; readonly command: string }[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return [
          { pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
  const below = (parent: number): typeof all =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** The inference host of a program; undefined while there is none. */
export function hostBelow(pid: number): number | undefined {
  return processesBelow(pid).find(({ command }) => command.includes('inferenceHost'))?.pid;
}

/**
 * Stops a program and all below it, as a computer does that falls asleep; Linux only. It is still when this resolves.
 * @returns what wakes it; the end of the test does, too
 */
export async function putToSleep(pid: number): Promise<() => void> {
  const asleep: number[] = [];
  const wake = (): void => {
    for (const one of asleep.splice(0).reverse()) signal(one, 'SIGCONT');
  };
  onTestFinished(wake);
  const stop = async (one: number): Promise<void> => {
    if (!signal(one, 'SIGSTOP')) return;
    asleep.push(one);
    while (isAtWork(one)) await sleep(1);
    // Who is stopped starts nobody new.
    for (const { pid: child } of processesBelow(one)) if (!asleep.includes(child)) await stop(child);
  };
  await stop(pid);
  return wake;
}

/** @returns whether there is such a process */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    // It ended by itself just now.
    return false;
  }
}

/** Whether any thread of a process is neither stopped nor at its end. */
function isAtWork(pid: number): boolean {
  try {
    const threads = readdirSync(`/proc/${String(pid)}/task`);
    return threads.some((thread) => {
      const stat = readFileSync(`/proc/${String(pid)}/task/${thread}/stat`, 'utf8');
      return !['T', 't', 'Z', 'X'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
    });
  } catch {
    // It, or the thread, ended while we looked: looked at again where anything is left.
    return existsSync(`/proc/${String(pid)}`);
  }
}
