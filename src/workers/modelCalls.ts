import { Piscina } from 'piscina';
import type { Device } from '../contract/devices.ts';
import { toEnvelope, unwrap, type Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { Notice } from '../contract/notices.ts';
import { labelOf } from '../adapters/onnx/providers.ts';
import type { ModelReference } from '../engine/models/types.ts';
import { DeviceRoutes } from './deviceRoutes.ts';
import type { InferenceWorkerData } from './inference.worker.ts';
import { buffersOf, copyOf } from './modelTransfer.ts';
import { asAppError } from './replies.ts';
import type { ModelInputs, ModelOutputs } from './taskTypes.ts';

type WorkerReply = Reply<ModelOutputs> & { readonly message?: string };

/** Codes that say something about the model or the disk, not about the device. */
const notTheDevice: ReadonlySet<string> = new Set([
  'MODEL_MISSING',
  'MODEL_WRONG_HASH',
  'BASE_MODEL_MISSING',
  'DISK_FULL',
  'FOLDER_NOT_WRITABLE',
]);

/** Networks of the host, each on the device that suits it best. */
export type ModelCalls = {
  /** Runs a network; a device that fails is demoted and the CPU gives the answer. Inputs are gone afterwards. */
  run(model: ModelReference, inputs: ModelInputs): Promise<Reply<ModelOutputs>>;
  /** @throws AppError; the process may end instead */
  proveDevice(device: string): Promise<Device>;
  /** Of devices that were demoted since the host started. */
  readonly notices: readonly Notice[];
};

export function createModelCalls(config: HostConfig, workerFile: string): ModelCalls {
  const routes = new DeviceRoutes(config);
  const threads = new Map<string, Piscina>();
  // One thread for each device, alive as long as the process: ending it while it runs would abort everything (ADR 0002).
  const threadOf = (device: string): Piscina => {
    const known = threads.get(device);
    if (known) return known;
    const workerData: InferenceWorkerData = { config, device };
    const thread = new Piscina({ workerData, atomics: 'disabled', filename: workerFile, minThreads: 1, maxThreads: 1 });
    threads.set(device, thread);
    return thread;
  };

  async function ask(device: string, model: ModelReference, inputs: ModelInputs): Promise<WorkerReply> {
    try {
      const transferList = buffersOf(inputs);
      return (await threadOf(device).run({ model, inputs }, { name: 'runModel', transferList })) as WorkerReply;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, error: toEnvelope(asAppError(error, '') ?? error), message };
    }
  }

  return {
    async run(model, inputs) {
      const device = await routes.deviceFor(model);
      if (device === 'cpu') return ask(device, model, inputs);
      const reply = await ask(device, model, copyOf(inputs));
      const complaint = complaintAbout(reply);
      if (complaint === null) {
        if (reply.ok) routes.succeeded(device);
        return reply;
      }
      const isShort = !reply.ok && reply.error.code === 'OUT_OF_MEMORY';
      if (isShort && routes.mayTryLess(device)) return reply;
      routes.demote(device, labelOf(device), complaint);
      return ask('cpu', model, inputs);
    },
    async proveDevice(device) {
      return unwrap((await threadOf(device).run(undefined, { name: 'proveDevice' })) as Reply<Device>);
    },
    get notices() {
      return routes.notices;
    },
  };
}

/** Why a reply speaks against its device; null where it does not. */
function complaintAbout(reply: WorkerReply): string | null {
  if (!reply.ok) return notTheDevice.has(reply.error.code) ? null : (reply.message ?? reply.error.code);
  const hasNonNumber = Object.values(reply.value).some(({ data }) => data.some((value) => !Number.isFinite(value)));
  return hasNonNumber ? 'NaN' : null;
}
