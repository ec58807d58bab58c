import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PowerPort } from '../../core/power/ports.ts';

const systemFolder = '/sys/class/power_supply';
const pollPauseMs = 15_000;

/** A watch that must be ended. */
export type PowerWatch = PowerPort & { close(): void };

/** What one supply says of itself; empty where it does not say. */
async function readSupply(folder: string): Promise<Record<'type' | 'online' | 'status' | 'scope', string>> {
  const read = (name: string): Promise<string> =>
    readFile(path.join(folder, name), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const [type, online, status, scope] = await Promise.all(['type', 'online', 'status', 'scope'].map(read));
  return { type: type ?? '', online: online ?? '', status: status ?? '', scope: scope ?? '' };
}

/** Whether a battery feeds the computer now; null where there is none, or the system does not tell. */
export async function readIsOnBattery(folder: string): Promise<boolean | null> {
  const names = await readdir(folder).catch(() => []);
  const supplies = await Promise.all(names.map((name) => readSupply(path.join(folder, name))));
  // The battery of a mouse is a supply, too.
  const own = supplies.filter(({ scope }) => scope !== 'Device');
  const batteries = own.filter(({ type }) => type === 'Battery');
  if (batteries.length === 0) return null;
  const plugs = own.filter(({ type, online }) => type !== 'Battery' && online !== '');
  if (plugs.some(({ online }) => online !== '0')) return false;
  if (batteries.some(({ status }) => status === 'Discharging')) return true;
  return plugs.length > 0 ? true : null;
}

/**
 * Looks at the system's supplies now and then. Before the first look, and on systems without that folder, nothing is known.
 * @param folder /sys/class/power_supply, or one that is laid out like it
 */
export function watchLinuxPower(folder = systemFolder, pauseMs = pollPauseMs): PowerWatch {
  const listeners = new Set<() => void>();
  let isOnBattery: boolean | null = null;
  let isClosed = false;
  const look = async (): Promise<void> => {
    const now = await readIsOnBattery(folder);
    if (isClosed || now === isOnBattery) return;
    isOnBattery = now;
    for (const listener of [...listeners]) listener();
  };
  // It answers null whatever goes wrong, so nothing can be thrown here.
  void look();
  const timer = setInterval(() => void look(), pauseMs);
  timer.unref();
  return {
    isOnBattery: () => isOnBattery,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      isClosed = true;
      clearInterval(timer);
    },
  };
}

/** Where nothing is told. */
const untold: PowerWatch = {
  isOnBattery: () => null,
  onChange: () => () => undefined,
  close: () => undefined,
};

/** What plain Node can find out on this system. */
export function watchPower(platform: NodeJS.Platform = process.platform): PowerWatch {
  return platform === 'linux' ? watchLinuxPower() : untold;
}
