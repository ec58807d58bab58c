import type { Device } from '../contract/devices.ts';
import { toEnvelope, unwrap, type Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { Notice } from '../contract/notices.ts';
import { complaintOf, type Complaint } from '../adapters/onnx/providers.ts';
import type { ModelReference } from '../engine/models/types.ts';
import { DeviceRoutes } from './deviceRoutes.ts';
import { buffersOf, copyOf } from './modelTransfer.ts';
import { ModelThreads } from './modelThreads.ts';
import { largestShare, shareOfDrift } from './numberDrift.ts';
import { asAppError } from './replies.ts';
import type { ModelCall, ModelInputs, ModelOutputs } from './taskTypes.ts';

export type ModelReply = Reply<ModelOutputs>;
type WorkerReply = ModelReply & { readonly message?: string };

/** Codes that say something about the model or the disk, not about the device. */
const notTheDevice: ReadonlySet<string> = new Set([
  'MODEL_MISSING',
  'MODEL_WRONG_HASH',
  'BASE_MODEL_MISSING',
  'DISK_FULL',
  'FOLDER_NOT_WRITABLE',
]);
/** Of a device's answers the first and then one in so many is looked at by the CPU, while the work goes on. */
const checkedOneIn = 64;

/** Networks of the host, each on the device that suits it best. */
export type ModelCalls = {
  /**
   * Runs a network; a device that fails is demoted and the CPU gives the answer. Inputs are gone afterwards.
   * @param onStart called when the runs before it in the same thread have ended
   */
  run(model: ModelReference, inputs: ModelInputs, onStart?: () => void): Promise<ModelReply>;
  /** @throws AppError; the process may end instead */
  proveDevice(device: string): Promise<Device>;
  /** Of devices that were demoted since the host started, in order. */
  readonly notices: readonly Notice[];
  /** That gave the last answer; `cpu` before there was one. */
  readonly deviceInUse: string;
};

export function createModelCalls(config: HostConfig, workerFile: string): ModelCalls {
  const routes = new DeviceRoutes(config);
  const threads = new ModelThreads(config, workerFile);
  const answers = new Map<string, number>();
  let deviceInUse = 'cpu';

  async function ask(devices: readonly string[], model: ModelReference, inputs: ModelInputs, onStart?: () => void) {
    const thread = threads.choose(devices, routes.familyOf(model) === 'voice');
    const call: ModelCall = { model, inputs, threadCount: thread.threadCount };
    const { device } = thread;
    deviceInUse = device;
    try {
      return {
        device,
        reply: (await thread.run('runModel', call, { transferList: buffersOf(inputs), onStart })) as WorkerReply,
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const reply: WorkerReply = { ok: false, error: toEnvelope(asAppError(error, '') ?? error), message };
      return { device, reply };
    }
  }

  async function askCpu(model: ModelReference, inputs: ModelInputs, onStart?: () => void): Promise<WorkerReply> {
    return (await ask(['cpu'], model, inputs, onStart)).reply;
  }

  /** A device that drifts away from the CPU's numbers is found out now and then, without anybody waiting for it. */
  async function check(device: string, model: ModelReference, inputs: ModelInputs, given: ModelOutputs): Promise<void> {
    const count = answers.get(device) ?? 0;
    answers.set(device, count + 1);
    if (count % checkedOneIn !== 0) return;
    const expected = await askCpu(model, inputs);
    if (!expected.ok || shareOfDrift(expected.value, given) <= largestShare) return;
    await routes.demote(device, { reason: 'wrong-numbers', item: '' });
  }

  return {
    async run(model, inputs, onStart) {
      const devices = await routes.devicesFor(model);
      if (devices.includes('cpu')) return askCpu(model, inputs, onStart);
      const { device, reply } = await ask(devices, model, copyOf(inputs), onStart);
      const complaint = complaintAbout(reply);
      if (complaint === null) {
        if (!reply.ok) return reply;
        routes.succeeded(device);
        void check(device, model, inputs, reply.value);
        return reply;
      }
      if (complaint.reason === 'out-of-memory' && routes.mayTryLess(device)) return reply;
      const answer = await askCpu(model, inputs);
      // Where the CPU fails in the same way the network is at fault, not the device.
      if (complaintAbout(answer) === null) await routes.demote(device, complaint);
      return answer;
    },
    async proveDevice(device) {
      return unwrap((await threads.choose([device], false).run('proveDevice', undefined)) as Reply<Device>);
    },
    get deviceInUse() {
      return deviceInUse;
    },
    get notices() {
      return routes.notices;
    },
  };
}

/** Why a reply speaks against its device; null where it does not. */
function complaintAbout(reply: WorkerReply): Complaint | null {
  if (!reply.ok) {
    if (notTheDevice.has(reply.error.code)) return null;
    if (reply.error.code === 'OUT_OF_MEMORY') return { reason: 'out-of-memory', item: '' };
    return complaintOf(reply.message ?? reply.error.code);
  }
  const hasNonNumber = Object.values(reply.value).some(({ data }) => data.some((value) => !Number.isFinite(value)));
  return hasNonNumber ? { reason: 'wrong-numbers', item: '' } : null;
}
