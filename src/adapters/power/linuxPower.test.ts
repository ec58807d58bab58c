import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { readIsOnBattery, watchLinuxPower } from './linuxPower.ts';

/** A folder laid out like the system's, with a file for each fact of each supply. */
function supplies(all: Readonly<Record<string, Readonly<Record<string, string>>>>, folder = temporaryFolder()): string {
  for (const [name, facts] of Object.entries(all)) {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (const [fact, text] of Object.entries(facts)) writeFileSync(path.join(folder, name, fact), `${text}\n`);
  }
  return folder;
}

const plug = (online: string) => ({ AC: { type: 'Mains', online } });
const battery = (status: string) => ({ BAT0: { type: 'Battery', status } });

describe('the power of a computer under Linux', () => {
  it.each([
    ['a laptop on its plug', { ...plug('1'), ...battery('Charging') }, false],
    ['a laptop that is full', { ...plug('1'), ...battery('Full') }, false],
    ['a laptop on its battery', { ...plug('0'), ...battery('Discharging') }, true],
    ['one that waits before it discharges', { ...plug('0'), ...battery('Not charging') }, true],
    ['a battery without a word of its plug', battery('Discharging'), true],
    ['the same, charging', battery('Charging'), null],
    ['a desktop computer', plug('1'), null],
    [
      'a desktop with the battery of a mouse',
      { mouse: { type: 'Battery', scope: 'Device', status: 'Discharging' } },
      null,
    ],
    ['USB-C that feeds', { usb: { type: 'USB', online: '1' }, ...battery('Charging') }, false],
    ['supplies that say nothing', { odd: {} }, null],
  ])('of %s', async (_name, all, expected) => {
    expect(await readIsOnBattery(supplies(all))).toBe(expected);
  });

  it('is not known where the system has no such folder', async () => {
    expect(await readIsOnBattery(path.join(temporaryFolder(), 'none'))).toBeNull();
  });

  it('is told when it changes, until nobody listens', async () => {
    const folder = supplies({ ...plug('1'), ...battery('Charging') });
    const watch = watchLinuxPower(folder, 5);
    onTestFinished(() => {
      watch.close();
    });
    const told: (boolean | null)[] = [];
    const leave = watch.onChange(() => told.push(watch.isOnBattery()));
    await expect.poll(() => told).toEqual([false]);
    supplies(plug('0'), folder);
    await expect.poll(() => told).toEqual([false, true]);
    leave();
    supplies(plug('1'), folder);
    await expect.poll(() => watch.isOnBattery()).toBe(false);
    expect(told).toEqual([false, true]);
  });
});
