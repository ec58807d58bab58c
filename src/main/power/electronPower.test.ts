import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createElectronPower } from './electronPower.ts';

it('tells when the plug is pulled or put in, until nobody listens', () => {
  const monitor = Object.assign(new EventEmitter(), { onBatteryPower: false });
  const power = createElectronPower(monitor);
  const told: (boolean | null)[] = [];
  const leave = power.onChange(() => told.push(power.isOnBattery()));
  monitor.onBatteryPower = true;
  monitor.emit('on-battery');
  monitor.onBatteryPower = false;
  monitor.emit('on-ac');
  leave();
  monitor.emit('on-battery');
  expect(told).toEqual([true, false]);
  expect([monitor.listenerCount('on-ac'), monitor.listenerCount('on-battery')]).toEqual([0, 0]);
});
