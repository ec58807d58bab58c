import type { Cantado } from '../../adapters/cantado.ts';
import type { ExitCode } from '../exitCodes.ts';
import type { SettingCatalog } from '../settingFlags.ts';
import type { Terminal } from '../terminal.ts';

/** What every command is given. */
export type CommandContext = {
  readonly terminal: Terminal;
  readonly catalog: SettingCatalog;
  /** The built window, for `serve`. */
  readonly rendererFolder: string;
  /** Fires at the first Ctrl-C. */
  readonly stop: AbortSignal;
  /** What the program ends with where nothing is thrown; 0 where nothing is said. */
  readonly endWith: (code: ExitCode) => void;
  /** Opens the data folder for the length of the work and lets go of it whatever happens. */
  readonly withCantado: <T>(work: (cantado: Cantado) => Promise<T>) => Promise<T>;
};
