import { availableParallelism } from 'node:os';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { AppError } from '../../contract/errors.ts';
import type { ModelInput, ModelOutput, ModelReference, RunModel } from '../../engine/models/types.ts';
import { readBaseModel } from './baseModelFolder.ts';
import { verifiedModelPath } from './modelManifest.ts';
import { isOutOfMemory } from './providers.ts';
import { Sessions } from './sessions.ts';
import { verifiedFile } from './verifiedFile.ts';

export type RunModelOptions = {
  readonly modelsFolder: string;
  readonly baseModelsFolder: string;
  /** Default: the CPU. */
  readonly device?: string;
};

/** Networks that a base model's id alone stands for. */
const networkOfBaseModel: Readonly<Record<string, string>> = { rmvpe: 'network' };

/** Networks on one device. */
export type DeviceModels = {
  /** @param threadCount threads that ONNX Runtime may use, if the network is not loaded yet */
  run(model: ModelReference, inputs: Parameters<RunModel>[1], threadCount: number): ReturnType<RunModel>;
  /** Lets go of everything that is loaded. */
  release(): Promise<void>;
};

/**
 * Binds the engine's networks to ONNX Runtime on one device. `session.run` blocks its thread, so this belongs into a worker
 * thread of its own, which must never be terminated while it runs: that aborts the process (ADR 0002).
 *
 * @throws AppError MODEL_MISSING, MODEL_WRONG_HASH, BASE_MODEL_MISSING, OUT_OF_MEMORY from run; whatever a provider that does
 * not work throws
 */
export function openDevice({ device = 'cpu', ...folders }: RunModelOptions): DeviceModels {
  const sessions = new Sessions({ device, resolve: (model) => pathOf(model, folders) });
  return {
    async run(model, inputs, threadCount) {
      try {
        const session = await sessions.get(model, threadCount);
        const outputs = await session.run(feedsOf(session, inputs));
        return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, floatOutput(name, tensor)]));
      } catch (error) {
        if (error instanceof AppError || !isOutOfMemory(error)) throw error;
        // Weights that are not needed now are the first that can go.
        await sessions.releaseAll();
        throw outOfMemory(error);
      }
    },
    release: () => sessions.releaseAll(),
  };
}

/** The same for whoever runs networks one by one, on as many threads as there are. */
export function createRunModel(options: RunModelOptions): RunModel {
  const models = openDevice(options);
  return (model, inputs) => models.run(model, inputs, availableParallelism());
}

async function pathOf(
  model: ModelReference,
  folders: { readonly modelsFolder: string; readonly baseModelsFolder: string },
): Promise<string> {
  if (typeof model !== 'string') return verifiedFile(model);
  const network = networkOfBaseModel[model];
  if (network === undefined) return verifiedModelPath(folders.modelsFolder, model);
  const reference = (await readBaseModel(folders, model))[network];
  if (!reference) throw new AppError('MODEL_MISSING', { model, file: network });
  return reference.path;
}

/** Inputs come as float32; a network of another program may want whole numbers. */
function feedsOf(session: InferenceSession, inputs: Readonly<Record<string, ModelInput>>): Record<string, Tensor> {
  const wholeNumbers = new Set(
    session.inputMetadata.flatMap((input) => (input.isTensor && input.type === 'int64' ? [input.name] : [])),
  );
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { data, dims }]) => [
      name,
      wholeNumbers.has(name)
        ? new Tensor(
            'int64',
            BigInt64Array.from(data, (value) => BigInt(Math.round(value))),
            dims,
          )
        : new Tensor('float32', data, dims),
    ]),
  );
}

function floatOutput(name: string, tensor: Tensor): ModelOutput {
  const { data, dims } = tensor;
  if (data instanceof Float32Array || data instanceof Float64Array) return { data, dims };
  throw new TypeError(`Output ${name} is ${tensor.type}, not a float tensor.`);
}

function outOfMemory(cause: unknown): AppError {
  const neededMb = Math.ceil((1.5 * process.memoryUsage.rss()) / 2 ** 20);
  return new AppError('OUT_OF_MEMORY', { neededMb }, { cause });
}
