import type { PowerPort } from '../../core/power/ports.ts';

type Listen = {
  (event: 'on-ac', listener: () => void): unknown;
  (event: 'on-battery', listener: () => void): unknown;
};

/** The part of Electron's powerMonitor that is used. */
export type PowerSource = { readonly onBatteryPower: boolean; readonly on: Listen; readonly off: Listen };

/** What Electron knows of the computer's power, on every system. */
export function createElectronPower(monitor: PowerSource): PowerPort {
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
