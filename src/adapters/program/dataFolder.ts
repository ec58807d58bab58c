import path from 'node:path';

type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Where everything the program keeps lies unless it is told otherwise, the same for the window, the command line and
 * the server: `CANTADO_DATA_DIR`, else the system's place for a program's data (XDG base directories on Linux,
 * Application Support on macOS, %APPDATA% on Windows). Always absolute.
 */
export function defaultDataFolder({ platform, homeFolder, env }: Surroundings): string {
  const systemPath = platform === 'win32' ? path.win32 : path.posix;
  const chosen = env['CANTADO_DATA_DIR'];
  if (chosen) return systemPath.resolve(chosen);
  switch (platform) {
    case 'win32':
      return systemPath.join(env['APPDATA'] || systemPath.join(homeFolder, 'AppData', 'Roaming'), 'Cantado');
    case 'darwin':
      return systemPath.join(homeFolder, 'Library', 'Application Support', 'Cantado');
    default: {
      // The XDG specification says that a relative path here is to be ignored.
      const xdgFolder = env['XDG_DATA_HOME'] ?? '';
      const base = path.posix.isAbsolute(xdgFolder) ? xdgFolder : path.posix.join(homeFolder, '.local', 'share');
      return path.posix.join(base, 'cantado');
    }
  }
}
