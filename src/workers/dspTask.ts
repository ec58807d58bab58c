import { workerData } from 'piscina';
import type { MessagePort } from 'node:worker_threads';
import { AppError, unwrap, type Reply } from '../contract/errors.ts';
import type { HostConfig } from '../contract/inference.ts';
import type { RunModel } from '../engine/models/types.ts';
import { buffersOf, copyOf } from './modelTransfer.ts';
import { replyOf } from './replies.ts';
import {
  taskFlags,
  type DspTask,
  type DspTaskName,
  type DspTasks,
  type ModelAnswer,
  type ModelOutputs,
  type TaskMessage,
  type TaskReport,
} from './taskTypes.ts';
import { progressIntervalMs, throttle } from './throttle.ts';

/** Makes a task callable through piscina: it replies, never throws, and hears of cancelling by a flag. */
export function callable<N extends DspTaskName>(
  task: DspTask<N>,
): (message: TaskMessage) => Promise<Reply<DspTasks[N]['output']>> {
  return async ({ input, flags, port }) => {
    const config = workerData as HostConfig;
    const isCancelled = (): boolean => Atomics.load(flags, taskFlags.isCancelled) !== 0;
    const post = (report: TaskReport): void => {
      port.postMessage(report);
    };
    Atomics.store(flags, taskFlags.hasBegun, 1);
    const onProgress = throttle(progressIntervalMs, (doneRatio: number) => {
      post({ doneRatio });
    });
    const models = modelCaller(port);
    const reply = await replyOf(
      config,
      async () => {
        if (isCancelled()) throw new AppError('CANCELLED', {});
        return task(input as DspTasks[N]['input'], { config, isCancelled, onProgress, runModel: models.runModel });
      },
      { folder: config.cacheFolder },
    );
    onProgress.stop();
    models.close();
    return reply;
  };
}

/** Networks run in a thread of their own; a task reaches it through the host. */
function modelCaller(port: MessagePort): { runModel: RunModel; close: () => void } {
  const waiting = new Map<number, (reply: Reply<ModelOutputs>) => void>();
  let lastCall = 0;
  port.on('message', (answer: ModelAnswer) => {
    if ('isCancelled' in answer) {
      // A network cannot be stopped within a run; the task need not wait for its end.
      for (const resolve of waiting.values()) resolve({ ok: false, error: { code: 'CANCELLED', details: {} } });
      waiting.clear();
      return;
    }
    waiting.get(answer.call)?.(answer.reply);
    waiting.delete(answer.call);
  });
  return {
    async runModel(model, inputs) {
      const call = ++lastCall;
      const answered = new Promise<Reply<ModelOutputs>>((resolve) => waiting.set(call, resolve));
      const handedOver = copyOf(inputs);
      port.postMessage({ call, model, inputs: handedOver } satisfies TaskReport, buffersOf(handedOver));
      return unwrap(await answered);
    },
    close() {
      port.close();
    },
  };
}
