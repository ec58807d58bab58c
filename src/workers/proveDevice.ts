import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { missingLibrary } from '../adapters/onnx/missingLibrary.ts';
import { complaintOf, kindOf, labelOf, type Complaint } from '../adapters/onnx/providers.ts';
import { createRunModel } from '../adapters/onnx/runModel.ts';
import { deviceKinds, type Device } from '../contract/devices.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { ModelReference, RunModel } from '../engine/models/types.ts';
import { writeOnnx } from '../engine/onnx/writeOnnx.ts';
import { largestShare, shareOfDrift } from './numberDrift.ts';
import { proofNetworks, speedInputs, speedNetwork, type ProofNetwork } from '../engine/proof/proofNetworks.ts';

const families = ['voice', 'content', 'pitch'] as const;

/** Frames of a full-size voice that are timed, one after the other, as long as a run is too short to tell. */
const timedFrames = [1, 10, 50, 200] as const;
const longEnoughSec = 0.4;
/** A first run as slow as this is no warm-up any more; a second one would tell nothing new. */
const slowSec = 1;

/**
 * Proves a device: a small network of every family must give the CPU's numbers, and up to two seconds of a full-size voice
 * are timed. Runs in a thread, and on anything but the CPU in a process, that may die.
 */
export async function proveDevice(device: string, config: HostConfig): Promise<Device> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cantado-device-'));
  try {
    const kind = kindOf(device) ?? deviceKinds[deviceKinds.length - 1];
    const base = { id: device, kind, label: labelOf(device), realTimeFactor: null, isPreferred: false } as const;
    const run = createRunModel({ ...config, device });
    try {
      const proofs = await compare(run, createRunModel(config), folder);
      const isProved = proofs.every((proof) => proof.isProved);
      const realTimeFactor = isProved ? await timeVoice(run, folder) : null;
      const timed = proofs.map((proof) => (proof.family === 'voice' ? { ...proof, realTimeFactor } : proof));
      const wrong = { status: 'wrong', reason: 'wrong-numbers', item: '' } as const;
      const right = { status: 'proved', reason: '', item: '' } as const;
      return { ...base, ...(isProved ? right : wrong), families: timed, realTimeFactor };
    } catch (error) {
      return { ...base, families: [], status: 'unavailable', ...namedComplaint(device, error) };
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(run: RunModel, onCpu: RunModel, folder: string): Promise<Device['families']> {
  const largest = new Map<ProofNetwork['family'], number>();
  for (const network of proofNetworks()) {
    const model = written(network, folder);
    const expected = await onCpu(model, network.inputs);
    const given = await run(model, network.inputs);
    const difference = shareOfDrift(expected, given);
    largest.set(network.family, Math.max(largest.get(network.family) ?? 0, difference));
  }
  return families.map((family) => {
    const largestDifference = largest.get(family) ?? null;
    const isProved = largestDifference !== null && largestDifference <= largestShare;
    // Infinity does not survive JSON.
    const told = largestDifference === Infinity ? null : largestDifference;
    return { family, isProved, largestDifference: told, realTimeFactor: null };
  });
}

/** Seconds of a voice per second of work. A slow device is asked for a moment of sound only, so that it, too, is told. */
async function timeVoice(run: RunModel, folder: string): Promise<number> {
  const model = written(speedNetwork(), folder);
  let realTimeFactor = 0;
  for (const frames of timedFrames) {
    const inputs = speedInputs(frames);
    const timed = async (): Promise<number> => {
      const startMs = performance.now();
      await run(model, inputs);
      return (performance.now() - startMs) / 1000;
    };
    const firstSec = await timed();
    const seconds = firstSec > slowSec ? firstSec : await timed();
    realTimeFactor = frames / 100 / seconds;
    if (seconds > longEnoughSec) break;
  }
  return realTimeFactor;
}

/** What a provider's failure means, with the library's name where one is missing and was not told. */
function namedComplaint(device: string, error: unknown): Complaint {
  const complaint = complaintOf(error);
  const isUnnamed = complaint.reason === 'library-missing' && complaint.item === '';
  return isUnnamed ? { ...complaint, item: missingLibrary(device) } : complaint;
}

function written({ name, model }: Pick<ProofNetwork, 'name' | 'model'>, folder: string): ModelReference {
  const file = path.join(folder, `${name}.onnx`);
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'w');
  try {
    writeOnnx(model, (bytes) => {
      hash.update(bytes);
      writeSync(descriptor, bytes);
    });
  } finally {
    closeSync(descriptor);
  }
  return { path: file, sha256: hash.digest('hex') };
}
