import { workerData } from 'piscina';
import type { Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import { createRunModel } from '../adapters/onnx/runModel.ts';
import { replyOf } from './replies.ts';
import type { ModelInputs, ModelOutputs } from './taskTypes.ts';

const config = workerData as HostConfig;
const runLoadedModel = createRunModel(config.modelsFolder);

/** The one thread that runs networks. Never terminated while it works: that would abort the process. */
export function runModel(call: {
  readonly modelId: string;
  readonly inputs: ModelInputs;
}): Promise<Reply<ModelOutputs>> {
  return replyOf(config, () => runLoadedModel(call.modelId, call.inputs), { folder: config.modelsFolder });
}
