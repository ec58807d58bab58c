import type { ModelInputs } from './taskTypes.ts';

/**
 * Inputs of a network are copied once and then handed from thread to thread: a copy left behind in a thread that does little
 * else would lie there until the end, a megabyte for every 16 s of a recording.
 */
export function copyOf(inputs: ModelInputs): ModelInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { data, dims }]) => [name, { data: data.slice(), dims: [...dims] }]),
  );
}

/** What to transfer of inputs made by copyOf. */
export function buffersOf(inputs: ModelInputs): ArrayBuffer[] {
  return Object.values(inputs).flatMap(({ data }) => (data.buffer instanceof ArrayBuffer ? [data.buffer] : []));
}
