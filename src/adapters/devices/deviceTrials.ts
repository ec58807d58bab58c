import type { Device } from '../../contract/devices.ts';
import type { HostConfig } from '../../contract/inference.ts';
import type { DevicesPort } from '../../core/ports.ts';
import { AppError } from '../../contract/errors.ts';
import { createHostClient, type HostClientOptions } from '../inference/hostClient.ts';
import { readDevices, writeDevices } from '../onnx/devicesFile.ts';
import { isCountable, kindOf, kindsHere, labelOf, mostDevicesOfKind } from '../onnx/providers.ts';

/** A provider that has not answered by then hangs: on a graphics card a trial takes seconds, on a slow processor half a minute. */
const longestTrialMs = 180_000;
/** Nobody in such a process hears that it shall stop. */
const cancelGraceMs = 100;

export type DeviceTrialsOptions = Pick<HostClientOptions, 'entry' | 'launch'> & {
  readonly config: HostConfig;
  readonly trialTimeoutMs?: number;
};

/**
 * The devices of this computer. Each is tried in a host of its own, because a provider that does not come up may throw,
 * hang or take its process with it; what was found is kept in the data folder, where the working host looks.
 */
export function createDeviceTrials(options: DeviceTrialsOptions): DevicesPort {
  const { devicesFile } = options.config;
  const known = async (): Promise<Device[]> => {
    const { devices, preferred } = await readDevices(devicesFile);
    const found = devices.length > 0 ? devices : kindsHere(process.platform, process.arch).map(untested);
    return found.map((device) => ({ ...device, isPreferred: device.id === preferred }));
  };
  return {
    list: known,
    async prove(onProgress) {
      const { preferred } = await readDevices(devicesFile);
      const proved: Device[] = [];
      for (const kind of kindsHere(process.platform, process.arch)) {
        for (let index = 0; index < (isCountable(kind) ? mostDevicesOfKind : 1); index++) {
          const device = await tryDevice(index === 0 ? kind : `${kind}:${String(index)}`, options);
          // The next of a kind that is not there is no news.
          if (index > 0 && device.status === 'unavailable') break;
          proved.push({ ...device, isPreferred: device.id === preferred });
          onProgress([...proved]);
          if (device.status === 'unavailable') break;
        }
      }
      await writeDevices(devicesFile, { preferred, devices: proved });
      return proved;
    },
    async prefer(device) {
      const { devices } = await readDevices(devicesFile);
      await writeDevices(devicesFile, { preferred: device, devices });
      return known();
    },
  };
}

async function tryDevice(device: string, options: DeviceTrialsOptions): Promise<Device> {
  const { entry, launch, config, trialTimeoutMs = longestTrialMs } = options;
  const quiet: typeof launch = (file, hostConfig) => launch(file, hostConfig, { isQuiet: true });
  const host = createHostClient({ entry, launch: quiet, config, cancelGraceMs });
  const timeout = new AbortController();
  const timer = setTimeout(() => {
    timeout.abort();
  }, trialTimeoutMs);
  try {
    return await host.request('proveDevice', { device }, { signal: timeout.signal });
  } catch (error) {
    const isCrash = error instanceof AppError && error.code === 'HOST_CRASHED';
    const reason = timeout.signal.aborted ? 'timed-out' : isCrash ? 'crashed' : 'other';
    return { ...untested(device), status: 'unavailable', reason, item: '' };
  } finally {
    clearTimeout(timer);
    await host.close();
  }
}

function untested(id: string): Device {
  return {
    id,
    kind: kindOf(id) ?? 'cpu',
    label: labelOf(id),
    status: 'untested',
    realTimeFactor: null,
    families: [],
    isPreferred: false,
    reason: '',
    item: '',
  };
}
