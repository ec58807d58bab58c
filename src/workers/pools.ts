import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { AppError, unwrap, type Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import { usualBounds, watchNetwork, type WatchOptions } from './networkWatch.ts';
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

/** As many as a person may choose (contract, parallelJobs). Threads begin when they are needed and end when they idle. */
const mostRenders = 8;

/**
 * Who waits behind whom: `render` makes takes, as many at a time as are asked for, `analysis` measures recordings, `files` looks at new files
 * and exports, `quick` answers what a person is looking at and waits behind none of them, `storage` reads and copies the data
 * folder for as long as it takes.
 */
export type Lane = 'render' | 'analysis' | 'files' | 'quick' | 'storage';

export type TaskOptions = {
  readonly lane: Lane;
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
  const dspPool = (maxThreads: number, filename = files.dsp): Piscina =>
    new Piscina({
      ...shared,
      filename,
      minThreads: 0,
      maxThreads,
      idleTimeout: 60_000,
      // Their garbage is large arrays outside the heap, freed only when the heap is swept: a small nursery sweeps often.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
  const lanes: Record<Lane, Piscina> = {
    files: dspPool(1),
    analysis: dspPool(Math.max(1, availableParallelism() - 1)),
    quick: dspPool(1),
    // One copies, another measures meanwhile.
    storage: dspPool(2, files.storage),
    // One for each job at a time; the parent decides how many that are.
    render: dspPool(mostRenders),
  };
  return {
    async run(name, input, options) {
      const bounds = config.networkBounds ?? usualBounds;
      const watch = { bounds, isStranger: strangersTasks.has(name), signal: options.signal };
      const file = 'name' in input ? input.name : '';
      const calls: TaskCalls = { models, watch, file, onBeyond };
      const reply = await runTask(lanes[options.lane], calls, { name, input, options });
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
