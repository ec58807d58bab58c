import { deviceKinds, type Device } from '../../../contract/devices.ts';

/** A device that was measured. */
export type MeasuredDevice = Device & { readonly realTimeFactor: number };

/** The device the networks run on: the most preferred of those proved; null before one was measured. */
export function deviceInUse(devices: readonly Device[]): MeasuredDevice | null {
  const measured = devices.flatMap((device): MeasuredDevice[] =>
    device.status === 'proved' && device.realTimeFactor !== null
      ? [{ ...device, realTimeFactor: device.realTimeFactor }]
      : [],
  );
  const rank = (device: Device): number => deviceKinds.indexOf(device.kind);
  return measured.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

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
