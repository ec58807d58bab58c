/// <reference lib="es2024.arraybuffer" />
import { workerData } from 'piscina';
import type { Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { ModelReference, RunModel } from '../engine/models/types.ts';
import { buffersOf } from './modelTransfer.ts';
import { replyOf } from './replies.ts';
import type { ModelInputs, ModelOutputs } from './taskTypes.ts';

const config = workerData as HostConfig;

/** Loaded when the thread starts, but within reach of a reply: a native part that is missing must not end the host. */
const loading: Promise<RunModel> = import('../adapters/onnx/runModel.ts').then(({ createRunModel }) =>
  createRunModel(config.modelsFolder),
);
loading.catch(() => undefined);

/**
 * The one thread that runs networks. Never terminated while it works: that would abort the process (ADR 0002).
 * @param call its inputs were handed over and are gone afterwards
 */
export function runModel(call: {
  readonly model: ModelReference;
  readonly inputs: ModelInputs;
}): Promise<Reply<ModelOutputs>> {
  const run = async (): Promise<ModelOutputs> => {
    const outputs = await (await loading)(call.model, call.inputs);
    // This thread's small heap is hardly ever swept; what it was given would pile up.
    for (const buffer of buffersOf(call.inputs)) buffer.transfer(0);
    return outputs;
  };
  return replyOf(config, run, { folder: config.modelsFolder });
}
