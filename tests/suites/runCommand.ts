import type { Cantado } from '../../src/adapters/cantado.ts';
import { engineCatalog } from '../../src/core/catalog/engineCatalog.ts';
import { runCli } from '../../src/headless/run.ts';
import type { OutputStream } from '../../src/headless/terminal.ts';

export type CommandOptions = {
  readonly argv: readonly string[];
  readonly homeFolder: string;
  readonly openCantado: () => Promise<Cantado>;
  readonly language?: string;
  readonly stop?: AbortController;
  readonly isTTY?: boolean;
  /** Called with all that the command has said so far to people. */
  readonly onWords?: (words: string) => void;
};

/** For commands that follow each other while something else holds the program open, such as the window: none of them ends it. */
export function staysOpen(cantado: Cantado): () => Promise<Cantado> {
  return () => Promise.resolve({ ...cantado, isOwner: cantado.isOwner, close: () => Promise.resolve() });
}

/** A command of the real program: how it ended, what it printed and what it said to people. */
export async function runCommand(options: CommandOptions): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' };
  const stream = (name: 'out' | 'err'): OutputStream => ({
    isTTY: options.isTTY === true,
    columns: 80,
    write(part, finished) {
      texts[name] += part;
      options.onWords?.(texts.err);
      finished?.();
      return true;
    },
  });
  const code = await runCli({
    argv: [...options.argv],
    env: { LANG: options.language ?? 'en' },
    platform: process.platform,
    homeFolder: options.homeFolder,
    output: stream('out'),
    error: stream('err'),
    version: '1.2.3',
    catalog: engineCatalog,
    rendererFolder: '',
    stop: (options.stop ?? new AbortController()).signal,
    openCantado: options.openCantado,
  });
  return { code, ...texts };
}
