import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { AppError, unwrap, type Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import { usualBounds, watchNetwork, type WatchOptions } from './networkWatch.ts';
import { laneOf, lanes, type Lane } from './lanes.ts';
import { asAppError } from './replies.ts';
import { createModelCalls, type ModelCalls } from './modelCalls.ts';
import {
  taskFlags,
  type DspTaskName,
  type DspTasks,
  type ModelAnswer,
  type TaskMessage,
  type TaskReport,
} from './taskTypes.ts';

export type TaskOptions = {
  /** Whose work it is part of; by itself it goes where laneOf says. */
  readonly lane?: Lane | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: ((doneRatio: number) => void) | undefined;
};

/** The host's threads. */
export type Pools = {
  /** @throws AppError of the task, CANCELLED soon after the signal */
  run<N extends DspTaskName>(
    name: N,
    input: DspTasks[N]['input'],
    options: TaskOptions,
  ): Promise<DspTasks[N]['output']>;
  readonly models: Pick<ModelCalls, 'proveDevice' | 'notices' | 'deviceInUse'>;
};

export type WorkerFiles = { readonly dsp: string; readonly inference: string; readonly storage: string };

/** @param onBeyond called when a network goes beyond its bounds and cannot be stopped: this process must end */
export function createPools(config: HostConfig, files: WorkerFiles, onBeyond: () => void): Pools {
  const shared = { workerData: config, atomics: 'disabled' } as const;
  const models = createModelCalls(config, files.inference);
  const poolOf = ({ worker, mostThreads, idleMs }: (typeof lanes)[Lane]): Piscina =>
    new Piscina({
      ...shared,
      filename: files[worker],
      minThreads: 0,
      maxThreads: mostThreads,
      idleTimeout: idleMs,
      // Their garbage is large arrays outside the heap, freed only when the heap is swept: a small nursery sweeps often.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
  const pools = Object.fromEntries(Object.entries(lanes).map(([lane, facts]) => [lane, poolOf(facts)])) as Record<
    Lane,
    Piscina
  >;
  return {
    async run(name, input, options) {
      const bounds = config.networkBounds ?? usualBounds;
      const watch = { bounds, isStranger: strangersTasks.has(name), signal: options.signal };
      const file = 'name' in input ? input.name : '';
      const calls: TaskCalls = { models, watch, file, onBeyond };
      const reply = await runTask(pools[options.lane ?? laneOf[name]], calls, { name, input, options });
      return unwrap(reply) as DspTasks[typeof name]['output'];
    },
    models,
  };
}

/** Tasks that try a network for the first time. */
const strangersTasks: ReadonlySet<DspTaskName> = new Set(['importVoice', 'probeVoice']);

/** How a task's networks are run. */
type TaskCalls = {
  readonly models: ModelCalls;
  readonly watch: WatchOptions;
  /** Named where its network goes beyond the bounds. */
  readonly file: string;
  readonly onBeyond: () => void;
};

type Task = { readonly name: DspTaskName; readonly input: unknown; readonly options: TaskOptions };

async function runTask(pool: Piscina, calls: TaskCalls, { name, input, options }: Task): Promise<Reply<unknown>> {
  const { signal, onProgress } = options;
  if (signal.aborted) throw new AppError('CANCELLED', {});
  const flags = new Int32Array(new SharedArrayBuffer(4 * taskFlags.count));
  const { port1, port2 } = new MessageChannel();
  const queued = new AbortController();
  port1.on('message', (report: TaskReport) => {
    if ('call' in report) void answerModelCall(calls, port1, report);
    else onProgress?.(report.doneRatio);
  });
  // A running task is asked through the flag, so its thread stays warm; one that still waits is taken out of the queue.
  const cancel = (): void => {
    Atomics.store(flags, taskFlags.isCancelled, 1);
    port1.postMessage({ isCancelled: true } satisfies ModelAnswer);
    if (Atomics.load(flags, taskFlags.hasBegun) === 0) queued.abort();
  };
  signal.addEventListener('abort', cancel);
  try {
    const message: TaskMessage = { input, flags, port: port2 };
    return (await pool.run(message, { name, transferList: [port2], signal: queued.signal })) as Reply<unknown>;
  } catch (error) {
    if (queued.signal.aborted) throw new AppError('CANCELLED', {});
    throw asAppError(error, '') ?? error;
  } finally {
    signal.removeEventListener('abort', cancel);
    port1.close();
  }
}

async function answerModelCall(
  { models, watch, file, onBeyond }: TaskCalls,
  port: MessagePort,
  { call, model, inputs }: Extract<TaskReport, { call: number }>,
): Promise<void> {
  const watched = watchNetwork(watch, () => {
    const error = { code: 'VOICE_FILE_DAMAGED', details: { file, reason: 'too-large', item: 'onnx' } } as const;
    port.postMessage({ call, reply: { ok: false, error } } satisfies ModelAnswer);
    onBeyond();
  });
  const reply = await models.run(model, inputs, watched.start);
  watched.stop();
  port.postMessage({ call, reply } satisfies ModelAnswer);
}
