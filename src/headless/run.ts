import path from 'node:path';
import { CommanderError } from 'commander';
import { AppError, toEnvelope, type ErrorEnvelope } from '../contract/errors.ts';
import { noticeText } from '../contract/texts/noticeTexts.ts';
import { errorText } from '../contract/texts/errorTexts.ts';
import type { Cantado } from '../adapters/cantado.ts';
import { defaultDataFolder } from '../adapters/program/dataFolder.ts';
import type { CommandContext } from './commands/context.ts';
import { exitCodeFor, exitCodes, type ExitCode } from './exitCodes.ts';
import { chooseLanguage } from './language.ts';
import { buildProgram, usageError } from './program.ts';
import type { SettingCatalog } from './settingFlags.ts';
import { createTerminal, type OutputStream, type Terminal } from './terminal.ts';

/** Everything a command line run depends on, so that tests can run it in their own process. */
export type CliSurroundings = {
  /** The words after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  readonly output: OutputStream;
  readonly error: OutputStream;
  readonly version: string;
  readonly catalog: SettingCatalog;
  readonly rendererFolder: string;
  /** Fires at the first Ctrl-C. */
  readonly stop: AbortSignal;
  readonly openCantado: (dataFolder: string) => Promise<Cantado>;
};

/** Runs one command and returns the exit code; never throws. */
export async function runCli(surroundings: CliSurroundings): Promise<number> {
  const { argv, env, output, error, stop } = surroundings;
  const terminal = createTerminal(chooseLanguage(argv, env), output, error);
  let exitCode: ExitCode = exitCodes.done;
  const context: CommandContext = {
    endWith: (code) => (exitCode = code),
    terminal,
    catalog: surroundings.catalog,
    rendererFolder: surroundings.rendererFolder,
    stop,
    withCantado: (work) => withCantado(surroundings, terminal, dataFolderOf(), work),
  };
  const program = buildProgram(context, surroundings.version, output);
  function dataFolderOf(): string {
    const { dataDir } = program.opts<{ dataDir?: string }>();
    return dataDir === undefined ? defaultDataFolder(surroundings) : path.resolve(dataDir);
  }

  const saySo = (): void => {
    terminal.note(terminal.texts.stopping);
  };
  stop.addEventListener('abort', saySo);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    return await reportFailure(context, thrown, isJsonWanted(argv));
  } finally {
    stop.removeEventListener('abort', saySo);
  }
}

function isJsonWanted(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json');
}

async function withCantado<T>(
  { openCantado }: CliSurroundings,
  terminal: Terminal,
  dataFolder: string,
  work: (cantado: Cantado) => Promise<T>,
): Promise<T> {
  const cantado = await openCantado(dataFolder);
  try {
    const { notices } = await cantado.call('app.status', undefined);
    for (const notice of notices) terminal.note(noticeText(notice, terminal.language));
    return await work(cantado);
  } finally {
    await cantado.close();
  }
}

/** Says what went wrong, once, where the caller looks for it. */
async function reportFailure(context: CommandContext, thrown: unknown, isJson: boolean): Promise<number> {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.done;
  // Help was asked for by leaving out the sub-command, and is on the screen.
  if (thrown instanceof CommanderError && thrown.code === 'commander.help') return exitCodes.usage;
  const { terminal } = context;
  const error = thrown instanceof CommanderError ? usageError(context, thrown) : thrown;
  const envelope = toEnvelope(error);
  const { title, hint } = errorText(asTyped(envelope), terminal.language);
  if (isJson) {
    await terminal.printJson({ error: { ...envelope, message: `${title} ${hint}` } });
  } else {
    terminal.note(title);
    terminal.note(hint);
  }
  // What was thrown in this very process is in no log, so its story is told here.
  if (!(error instanceof AppError) && error instanceof Error) terminal.note(error.stack ?? error.message);
  return exitCodeFor(envelope.code);
}

/** The flag of a refused setting as it is typed here, with its dashes. */
function asTyped(envelope: ErrorEnvelope): ErrorEnvelope {
  if (envelope.code !== 'SETTING_OUT_OF_RANGE') return envelope;
  return { ...envelope, details: { ...envelope.details, flag: `--${envelope.details.flag}` } };
}
