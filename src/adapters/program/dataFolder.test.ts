import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from './dataFolder.ts';

const homeFolder = '/home/ana';

describe('the data folder lies where each system keeps the data of programs', () => {
  it('on Linux follows XDG_DATA_HOME', () => {
    expect(defaultDataFolder({ platform: 'linux', homeFolder, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/cantado');
  });
  it('on Linux without it, or with a relative one, is ~/.local/share', () => {
    const expected = '/home/ana/.local/share/cantado';
    expect(defaultDataFolder({ platform: 'linux', homeFolder, env: {} })).toBe(expected);
    expect(defaultDataFolder({ platform: 'linux', homeFolder, env: { XDG_DATA_HOME: 'data' } })).toBe(expected);
  });
  it('on macOS is Application Support', () => {
    expect(defaultDataFolder({ platform: 'darwin', homeFolder: '/Users/ana', env: {} })).toBe(
      '/Users/ana/Library/Application Support/Cantado',
    );
  });
  it('on Windows is %APPDATA%', () => {
    const env = { APPDATA: 'C:\\Users\\Ana\\AppData\\Roaming' };
    expect(defaultDataFolder({ platform: 'win32', homeFolder: 'C:\\Users\\Ana', env })).toBe(
      'C:\\Users\\Ana\\AppData\\Roaming\\Cantado',
    );
  });
  it('is where CANTADO_DATA_DIR says, whatever the system', () => {
    expect(defaultDataFolder({ platform: 'linux', homeFolder, env: { CANTADO_DATA_DIR: '/mnt/sung' } })).toBe(
      '/mnt/sung',
    );
  });
});
