import { availableParallelism, cpus } from 'node:os';
import type { AppFacts } from '../../core/ports.ts';
import type { PowerPort } from '../../core/power/ports.ts';
import type { CantadoOptions } from '../cantado.ts';
import { watchPower } from '../power/linuxPower.ts';
import { createClock, type ProgramClock } from './clock.ts';

/** What a session hears of the computer around it. */
export type Surroundings = {
  readonly clock: ProgramClock;
  readonly power: PowerPort;
  close(): void;
};

export function openSurroundings({ power }: Pick<CantadoOptions, 'power'>): Surroundings {
  const clock = createClock();
  if (power)
    return {
      clock,
      power,
      close: () => {
        clock.close();
      },
    };
  const watched = watchPower();
  const close = (): void => {
    clock.close();
    watched.close();
  };
  return { clock, power: watched, close };
}

/** The computer in words that are the same at every start, so that what was measured on another is not believed. */
export function machineFacts(): Pick<AppFacts, 'machine' | 'coreCount'> {
  const coreCount = availableParallelism();
  const model = cpus()[0]?.model.trim() ?? '';
  return { machine: `${model}, ${String(coreCount)} cores, ${process.platform} ${process.arch}`, coreCount };
}
