import path from 'node:path';
import { readDevices } from '../adapters/onnx/devicesFile.ts';
import type { Device } from '../contract/devices.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { Notice } from '../contract/notices.ts';
import type { ModelReference } from '../engine/models/types.ts';

type Family = Device['families'][number]['family'];

/** A device must beat the CPU by this to be worth its start. */
const worthwhileGain = 1.1;
/** Memory that is short is answered with less at once; when that has not helped so often, the CPU goes on. */
const mostShortages = 4;

/** Which device runs a network, and which of them have disappointed since the host started. */
export class DeviceRoutes {
  readonly #config: HostConfig;
  readonly #shortages = new Map<string, number>();
  readonly #demoted = new Map<string, Notice>();

  constructor(config: HostConfig) {
    this.#config = config;
  }

  /** `cpu` where nothing better is proved. The bundled networks are too small to send anywhere. */
  async deviceFor(model: ModelReference): Promise<string> {
    const family = familyOf(this.#config, model);
    if (family === null) return 'cpu';
    const { devices, preferred } = await readDevices(this.#config.devicesFile);
    const usable = devices.filter((device) => device.status === 'proved' && !this.#demoted.has(device.id));
    const chosen = usable.find(({ id }) => id === preferred);
    if (chosen && isProvedFor(chosen, family)) return chosen.id;
    return fastest(usable, family);
  }

  /** Word that a device threw or gave numbers that are none; the CPU goes on in its place until the host starts anew. */
  demote(device: string, label: string, reason: string): void {
    if (!this.#demoted.has(device)) {
      this.#demoted.set(device, { code: 'DEVICE_DEMOTED', details: { device: label, reason } });
    }
  }

  /** Whether a device whose memory was short may be tried with less. */
  mayTryLess(device: string): boolean {
    const count = (this.#shortages.get(device) ?? 0) + 1;
    this.#shortages.set(device, count);
    return count < mostShortages;
  }

  succeeded(device: string): void {
    this.#shortages.delete(device);
  }

  /** What a person should know of the devices that were demoted. */
  get notices(): readonly Notice[] {
    return [...this.#demoted.values()];
  }
}

function familyOf({ baseModelsFolder }: HostConfig, model: ModelReference): Family | null {
  if (typeof model === 'string') return model === 'rmvpe' ? 'pitch' : null;
  const inside = path.relative(baseModelsFolder, model.path).split(path.sep)[0];
  if (inside === 'rmvpe') return 'pitch';
  return inside === 'contentvec' ? 'content' : 'voice';
}

function isProvedFor(device: Device, family: Family): boolean {
  return device.families.some((proof) => proof.family === family && proof.isProved);
}

/** The fastest of those that were proved for a family; speed of families that were not measured is the device's own. */
function fastest(devices: readonly Device[], family: Family): string {
  const speedOf = (device: Device): number => {
    const measured = device.families.find((proof) => proof.family === family)?.realTimeFactor;
    return measured ?? device.realTimeFactor ?? 0;
  };
  const cpu = devices.find(({ kind }) => kind === 'cpu');
  let best = { id: 'cpu', speed: cpu ? speedOf(cpu) * worthwhileGain : 0 };
  for (const device of devices) {
    if (device.kind === 'cpu' || !isProvedFor(device, family)) continue;
    if (speedOf(device) > best.speed) best = { id: device.id, speed: speedOf(device) };
  }
  return best.id;
}
