import { readdirSync, readFileSync } from 'node:fs';

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
