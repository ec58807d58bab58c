import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** A served program of its own, with a data folder of its own. */
export type Served = {
  /** With the token that lets a browser in. */
  readonly url: string;
  /** Of the program's process. */
  readonly pid: number;
  readonly dataFolder: string;
  /** A folder for files of the test; removed with everything else. */
  readonly filesFolder: string;
  /** Ends it as Ctrl-C would and removes its folders; may be called twice. */
  stop(): Promise<void>;
};

async function addressOf(program: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of program.stdout ?? []) {
    text += String(chunk);
    const url = /"url":\s*"([^"]+)"/.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`cantado serve ended before it served: ${text}`);
}

/**
 * Starts the built program as a person would: `cantado serve`. Needs out/ (npm test builds it).
 * @param prepare fills the data folder before the program opens it
 */
export async function serve(prepare: (dataFolder: string) => void = () => undefined): Promise<Served> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cantado-e2e-'));
  const dataFolder = path.join(folder, 'data');
  prepare(dataFolder);
  const parameters = [path.join(root, 'out/headless/cli.js'), 'serve', '--json', '--data-dir', dataFolder];
  const program = spawn(process.execPath, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await addressOf(program);
  const ended = once(program, 'exit');
  const stop = async (): Promise<void> => {
    program.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  return {
    url,
    pid: program.pid ?? 0,
    dataFolder,
    filesFolder: folder,
    stop: () => (stopping ??= stop()),
  };
}
