/// <reference lib="es2024.arraybuffer" />
import { workerData } from 'piscina';
import type { Device } from '../contract/devices.ts';
import type { Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { DeviceModels } from '../adapters/onnx/runModel.ts';
import { buffersOf } from './modelTransfer.ts';
import { replyOf } from './replies.ts';
import type { ModelCall, ModelOutputs } from './taskTypes.ts';

export type InferenceWorkerData = { readonly config: HostConfig; readonly device: string };
const { config, device } = workerData as InferenceWorkerData;

/** Loaded when the thread starts, but within reach of a reply: a native part that is missing must not end the host. */
const loading: Promise<DeviceModels> = import('../adapters/onnx/runModel.ts').then(({ openDevice }) =>
  openDevice({ ...config, device }),
);
loading.catch(() => undefined);

/**
 * A thread that runs networks on one device. Never terminated while it works: that would abort the process (ADR 0002).
 * What a provider says when it fails comes back as `message`, for the host to judge.
 * @param call its inputs were handed over and are gone afterwards
 */
export async function runModel(call: ModelCall): Promise<Reply<ModelOutputs> & { readonly message?: string }> {
  let message: string | undefined;
  const run = async (): Promise<ModelOutputs> => {
    try {
      const { run: runOn } = await loading;
      const outputs = await runOn(call.model, call.inputs, call.threadCount);
      // This thread's small heap is hardly ever swept; what it was given would pile up.
      for (const buffer of buffersOf(call.inputs)) buffer.transfer(0);
      return outputs;
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
      throw error;
    }
  };
  const reply = await replyOf(config, run, { folder: config.modelsFolder });
  return message === undefined ? reply : { ...reply, message };
}

/** Lets go of every network that is loaded. */
export async function release(): Promise<void> {
  await (await loading).release();
}

/** Compares this thread's device with the CPU; in a process of its own, because a provider may end it. */
export function proveDevice(): Promise<Reply<Device>> {
  const prove = async (): Promise<Device> => (await import('./proveDevice.ts')).proveDevice(device, config);
  return replyOf(config, prove, { folder: config.modelsFolder });
}
