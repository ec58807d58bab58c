import { arch, cpus, platform } from 'node:os';
import { z } from 'zod';
import { deviceSchema, type Device } from '../../contract/devices.ts';
import { readTextIfThere, writeAtomically } from '../cache/atomicFile.ts';

const devicesFileSchema = z.object({
  version: z.literal(1),
  /** The computer that was measured: a data folder may be carried to another one. */
  computer: z.string(),
  /** Device a person chose; null: the fastest that is proved. */
  preferred: z.string().nullable(),
  devices: z.array(deviceSchema),
});
export type MeasuredDevices = Pick<z.infer<typeof devicesFileSchema>, 'preferred' | 'devices'>;

const nothing: MeasuredDevices = { preferred: null, devices: [] };

function thisComputer(): string {
  const [first] = cpus();
  return `${platform()} ${arch()} ${first?.model ?? 'unknown'}`;
}

/** What was measured here; nothing where that was another computer or the file is not what it should be. */
export async function readDevices(file: string): Promise<MeasuredDevices> {
  const text = await readTextIfThere(file);
  if (text === undefined) return nothing;
  try {
    const stored = devicesFileSchema.parse(JSON.parse(text));
    return stored.computer === thisComputer() ? stored : { ...nothing, preferred: stored.preferred };
  } catch {
    return nothing;
  }
}

export async function writeDevices(file: string, { preferred, devices }: MeasuredDevices): Promise<void> {
  const stored = { version: 1, computer: thisComputer(), preferred, devices: devices.map((device): Device => device) };
  await writeAtomically(file, JSON.stringify(stored, null, 2));
}
