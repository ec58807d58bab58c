import type { PowerMonitor } from 'electron';
import type { PowerPort } from '../../core/power/ports.ts';

/** What Electron knows of the computer's power, on every system. */
export function createElectronPower(monitor: Pick<PowerMonitor, 'on' | 'off' | 'onBatteryPower'>): PowerPort {
  return {
    isOnBattery: () => monitor.onBatteryPower,
    onChange: (listener) => {
      monitor.on('on-ac', listener);
      monitor.on('on-battery', listener);
      return () => {
        monitor.off('on-ac', listener);
        monitor.off('on-battery', listener);
      };
    },
  };
}
