import { fileURLToPath } from 'node:url';
import type { HostConfig, HostOperationName, HostRequestMessage } from '../contract/inference.ts';
import type { Operations } from './operationTypes.ts';
import { createOperations } from './operations.ts';
import { openParentLink } from './parentLink.ts';
import { createPools } from './pools.ts';
import { replyOf } from './replies.ts';
import { progressIntervalMs, throttle } from './throttle.ts';

/*
 * The inference host: a process that decodes, analyses and renders for the one that started it. This thread only passes
 * messages on, so that it hears a cancel at once; all work is done in the threads of its pools.
 */

/** Time for the last answers to leave, ms. */
const lastWordsMs = 250;

const config = JSON.parse(process.argv[2] ?? '') as HostConfig;
const link = openParentLink();
/** Built, the workers lie beside this file as .js; run from source they are .ts like this one. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const workerFile = (name: string): string => fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url));
const files = {
  dsp: workerFile('dsp.worker'),
  inference: workerFile('inference.worker'),
  storage: workerFile('storage.worker'),
};
const operations = createOperations(config, createPools(config, files, endSoon));
const running = new Map<number, AbortController>();

/** A network that goes on and on holds a thread and its memory for good; the parent starts another host. */
function endSoon(): void {
  link.post({ leaving: true });
  setTimeout(() => {
    process.kill(process.pid, 'SIGKILL');
  }, lastWordsMs);
}

async function answer({ id, operation, input }: Exclude<HostRequestMessage, { cancel: number }>): Promise<void> {
  const stop = new AbortController();
  running.set(id, stop);
  const onProgress = throttle(progressIntervalMs, (progress: unknown) => {
    link.post({ id, progress });
  });
  const perform = operations[operation] as (
    input: unknown,
    options: Parameters<Operations[HostOperationName]>[1],
  ) => Promise<unknown>;
  const reply = await replyOf(config, () => perform(input, { signal: stop.signal, onProgress }), {
    folder: config.cacheFolder,
  });
  onProgress.stop();
  running.delete(id);
  link.post({ id, reply });
}

link.onMessage((message) => {
  if ('cancel' in message) running.get(message.cancel)?.abort();
  else void answer(message);
});

link.onGone(() => {
  // Nobody waits any more, and a thread inside ONNX Runtime cannot be ended politely: it would abort with a core dump.
  process.kill(process.pid, 'SIGKILL');
});

link.post({ ready: true });
