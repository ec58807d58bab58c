import type { Device } from '../../../contract/devices.ts';
import type { IconName } from '../../components/Icon.tsx';

/** A device that was measured. */
export type MeasuredDevice = Device & { readonly realTimeFactor: number };

/** The device a voice runs on: the one a person chose, else the fastest of those proved; null before one was measured. */
export function deviceInUse(devices: readonly Device[]): MeasuredDevice | null {
  const measured = devices.flatMap((device): MeasuredDevice[] =>
    device.status === 'proved' && device.realTimeFactor !== null
      ? [{ ...device, realTimeFactor: device.realTimeFactor }]
      : [],
  );
  const chosen = measured.find(({ isPreferred }) => isPreferred);
  return chosen ?? measured.toSorted((one, other) => other.realTimeFactor - one.realTimeFactor)[0] ?? null;
}

/** What is known of the devices with what a test has told so far: those it has not come to stay as they were. */
export function mergeDevices(known: readonly Device[], told: readonly Device[]): readonly Device[] {
  const news = new Map(told.map((device) => [device.id, device]));
  const kept = known.map((device) => news.get(device.id) ?? device);
  return [...kept, ...told.filter(({ id }) => known.every((device) => device.id !== id))];
}

/** The sign beside what a test said; its words stand beside it. */
export const deviceIcons: Readonly<Record<Device['status'], IconName>> = {
  proved: 'check',
  untested: 'dash',
  unavailable: 'dash',
  wrong: 'alarm',
  demoted: 'alarm',
};

const shortNames = {
  cuda: 'CUDA',
  directml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
} as const satisfies Record<Device['kind'], string>;

/** A name short enough for the window bar. */
export function deviceName(device: Pick<Device, 'kind'>): string {
  return shortNames[device.kind];
}
