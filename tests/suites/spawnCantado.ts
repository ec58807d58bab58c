import { fork } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { unwrap, type Reply } from '../../src/contract/errors.ts';
import type { AppEvent } from '../../src/contract/events.ts';
import type { Output } from '../../src/contract/operations/index.ts';
import { cantadoEntry } from './builtPrograms.ts';

type FromChild = { readonly isOpen?: true; readonly event?: AppEvent; readonly id?: number; readonly value?: unknown };

export type CantadoProcess = Pick<Cantado, 'call' | 'subscribe'> & {
  isOwner(): Promise<boolean>;
  close(): Promise<void>;
  readonly pid: number;
  /** Resolves when the process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** SIGKILL: no chance to say goodbye. */
  kill(): Promise<void>;
};

export type SpawnOptions = {
  readonly modelsFolder?: string;
  /** A module that is run before the program. */
  readonly first?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** A program that runs the other one and its words, such as a tracer. */
  readonly under?: readonly string[];
  /** What it and its host print of their own death is not shown. */
  readonly isQuiet?: boolean;
};

/** The program in a process of its own, opened on a data folder; it ends with the test. */
export async function spawnCantado(
  dataFolder: string,
  { modelsFolder, first, environment = {}, under = [], isQuiet = false }: SpawnOptions = {},
): Promise<CantadoProcess> {
  const words = modelsFolder === undefined ? [dataFolder] : [dataFolder, modelsFolder];
  const importing = first === undefined ? [] : ['--import', first];
  const [execPath = process.execPath, ...execArgv] = [...under, process.execPath, ...importing];
  const child = fork(cantadoEntry, words, {
    stdio: ['inherit', 'inherit', isQuiet ? 'ignore' : 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
    ...{ execPath, execArgv },
  });
  const ended = new Promise<void>((resolveWith) => {
    child.on('exit', () => {
      resolveWith();
    });
  });
  const listeners = new Set<(event: AppEvent) => void>();
  const waiting = new Map<number, (value: unknown) => void>();
  let lastId = 0;
  const ask = (name: string, input?: unknown): Promise<unknown> =>
    new Promise((resolveWith) => {
      waiting.set(++lastId, resolveWith);
      child.send({ id: lastId, name, input });
    });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  await new Promise<void>((resolveWith, reject) => {
    child.on('message', ({ isOpen, event, id, value }: FromChild) => {
      if (isOpen) resolveWith();
      if (event) for (const listener of listeners) listener(event);
      if (id !== undefined) waiting.get(id)?.(value);
    });
    void ended.then(() => {
      reject(new Error('the program ended before it was open'));
    });
  });
  return {
    call: async (name, input) => unwrap((await ask(name, input)) as Reply<unknown>) as Output<typeof name>,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pid: child.pid ?? 0,
    isOwner: async () => (await ask('isOwner')) === true,
    close: async () => {
      await ask('close');
      await ended;
    },
    ended,
    kill,
  };
}
