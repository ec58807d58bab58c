import path from 'node:path';
import { readDevices, writeDevices, type MeasuredDevices } from '../adapters/onnx/devicesFile.ts';
import { labelOf, type Complaint } from '../adapters/onnx/providers.ts';
import type { Device } from '../contract/devices.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { Notice } from '../contract/notices.ts';
import type { ModelReference } from '../engine/models/types.ts';

type Family = Device['families'][number]['family'];

/** A device must beat the CPU by this to be worth its start. */
const worthwhileGain = 1.1;
/** Cards of a kind that are about as fast as the fastest share its work. */
const equalShare = 0.7;
/** Memory that is short is answered with less at once; when that has not helped so often, the CPU goes on. */
const mostShortages = 4;

/** Which devices run a network, and which of them have disappointed. */
export class DeviceRoutes {
  readonly #config: HostConfig;
  readonly #shortages = new Map<string, number>();
  /** Demoted, though that could not be written down. */
  readonly #unwritten = new Set<string>();
  readonly #notices: Notice[] = [];
  /** Demotions that were written down so far. */
  #writtenCount = 0;

  constructor(config: HostConfig) {
    this.#config = config;
  }

  /** Null for the bundled networks, which are too small to send anywhere. */
  familyOf(model: ModelReference): Family | null {
    if (typeof model === 'string') return model === 'rmvpe' ? 'pitch' : null;
    const inside = path.relative(this.#config.baseModelsFolder, model.path).split(path.sep)[0];
    if (inside === 'rmvpe') return 'pitch';
    return inside === 'contentvec' ? 'content' : 'voice';
  }

  /** Equally good ones; `cpu` alone where nothing better is proved. */
  async devicesFor(model: ModelReference): Promise<readonly string[]> {
    const family = this.familyOf(model);
    if (family === null) return ['cpu'];
    const { devices, preferred } = await this.#readAfterDemotions();
    const usable = devices.filter(
      (device) => device.status === 'proved' && !this.#unwritten.has(device.id) && isProvedFor(device, family),
    );
    return usable.some(({ id }) => id === preferred) && preferred !== null ? [preferred] : fastest(usable, family);
  }

  /** Word that a device failed or gave wrong numbers: until it is tested again, others go on in its place. */
  async demote(device: string, { reason, item }: Complaint): Promise<void> {
    const { devicesFile } = this.#config;
    const { devices, preferred } = await readDevices(devicesFile);
    const isNews = devices.some(({ id, status }) => id === device && status === 'proved');
    if (!isNews || this.#unwritten.has(device)) return;
    this.#unwritten.add(device);
    this.#notices.push({ code: 'DEVICE_DEMOTED', details: { device: labelOf(device), reason } });
    const changed = devices.map((known): Device =>
      known.id === device ? { ...known, status: 'demoted', reason, item } : known,
    );
    try {
      await writeDevices(devicesFile, { preferred, devices: changed });
      this.#unwritten.delete(device);
      this.#writtenCount++;
    } catch {
      // A full disk: this host remembers it.
    }
  }

  /** Read again where a demotion was written meanwhile: what was read may be from before it. */
  async #readAfterDemotions(): Promise<MeasuredDevices> {
    for (;;) {
      const before = this.#writtenCount;
      const measured = await readDevices(this.#config.devicesFile);
      if (before === this.#writtenCount) return measured;
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

  /** What a person should know of the devices that were demoted, in order. */
  get notices(): readonly Notice[] {
    return this.#notices;
  }
}

function isProvedFor(device: Device, family: Family): boolean {
  return device.families.some((proof) => proof.family === family && proof.isProved);
}

/** The fastest for a family and its equals; the speed of families that were not measured is the device's own. */
function fastest(devices: readonly Device[], family: Family): readonly string[] {
  const speedOf = (device: Device): number => {
    const measured = device.families.find((proof) => proof.family === family)?.realTimeFactor;
    return measured ?? device.realTimeFactor ?? 0;
  };
  const cpu = devices.find(({ kind }) => kind === 'cpu');
  const enough = cpu ? speedOf(cpu) * worthwhileGain : 0;
  const others = devices.filter((device) => device.kind !== 'cpu' && speedOf(device) > enough);
  const [best] = others.toSorted((a, b) => speedOf(b) - speedOf(a));
  if (!best) return ['cpu'];
  const isEqual = (device: Device): boolean =>
    device.kind === best.kind && speedOf(device) >= equalShare * speedOf(best);
  return others.filter(isEqual).map(({ id }) => id);
}
