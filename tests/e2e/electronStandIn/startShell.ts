import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { givesUpAfterMs } from '../openWindow.ts';
import type { Command, CommandMessage, Observation } from './control.ts';

const programFolder = fileURLToPath(new URL('../../..', import.meta.url));
const register = fileURLToPath(new URL('./register.ts', import.meta.url));

export type Shell = {
  /** The page of the window, as Playwright sees it. */
  readonly page: Page;
  readonly windowOptions: Readonly<Record<string, unknown>>;
  readonly observations: readonly Observation[];
  /** Waits for an observation that has come or will come. */
  observed<K extends Observation['kind']>(kind: K): Promise<Extract<Observation, { kind: K }>>;
  /** Settles when the program knows of it: what the test does next comes after it. */
  command(command: Command): Promise<void>;
  /** Quits as a person would and waits for the end; the exit code. */
  quit(): Promise<number | null>;
};

export type ShellStart = {
  readonly words?: readonly string[];
  readonly dataFolder: string;
  /** Where it is started, so that words can name files relative to it. */
  readonly workingFolder: string;
};

/** Starts the built main process with the stand-in in front of it. */
export async function startShell({ words = [], dataFolder, workingFolder }: ShellStart): Promise<Shell> {
  const main = path.join(programFolder, 'out', 'main', 'index.js');
  const child = fork(main, [...words, `--data-dir=${dataFolder}`], {
    cwd: workingFolder,
    execArgv: ['--disable-warning=ExperimentalWarning', '--experimental-strip-types', '--import', register],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const observations: Observation[] = [];
  child.on('message', (message) => observations.push(message as Observation));
  const observed = <K extends Observation['kind']>(kind: K) => waitFor(child, observations, kind);
  let lastId = 0;
  const send = (command: Command): number => {
    lastId += 1;
    child.send({ id: lastId, command } satisfies CommandMessage);
    return lastId;
  };
  const { debugPort, options } = await observed('window');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(debugPort)}`);
  const page = pageOf(browser);
  page.setDefaultTimeout(givesUpAfterMs);
  return {
    page,
    windowOptions: options,
    observations,
    observed,
    command: async (command) => {
      const id = send(command);
      await waitFor(child, observations, 'heard', (one) => one.id === id);
    },
    quit: async () => {
      const ended = once(child, 'exit') as Promise<[number | null]>;
      send({ kind: 'quit' });
      const [code] = await ended;
      await browser.close();
      return code;
    },
  };
}

function pageOf(browser: Browser): Page {
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('The window has no page.');
  return page;
}

function waitFor<K extends Observation['kind']>(
  child: ChildProcess,
  observations: readonly Observation[],
  kind: K,
  isMeant: (one: Extract<Observation, { kind: K }>) => boolean = () => true,
): Promise<Extract<Observation, { kind: K }>> {
  const isWanted = (one: Observation): one is Extract<Observation, { kind: K }> =>
    one.kind === kind && isMeant(one as Extract<Observation, { kind: K }>);
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const found = observations.find(isWanted);
      if (found) {
        child.off('message', look);
        child.off('exit', fail);
        resolve(found);
      }
      return found !== undefined;
    };
    const fail = (code: number | null): void => {
      reject(
        new Error(`The program ended (${String(code)}) before it did this: ${kind}. ${JSON.stringify(observations)}`),
      );
    };
    if (look()) return;
    child.on('message', look);
    child.once('exit', fail);
  });
}
