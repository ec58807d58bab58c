/**
 * A step of the finish that is fed a signal in blocks of any size. Samples come out when they are ready, in order;
 * after flush() exactly as many have come out as went in, and how the signal was cut changes no sample.
 */
export type BlockProcessor = {
  process(block: Float32Array): Float32Array;
  flush(): Float32Array;
};

/**
 * Makes a block processor of a step that is given sample n, and the sample `latency` before it, and answers with what
 * becomes of the earlier one.
 */
export function blockwise(latency: number, step: (sample: number, delayed: number) => number): BlockProcessor {
  const ring = new Float32Array(latency + 1);
  let count = 0;

  function process(block: Float32Array): Float32Array {
    const ready = new Float32Array(Math.max(0, Math.min(block.length, count + block.length - latency)));
    const skipped = block.length - ready.length;
    for (let i = 0; i < block.length; i++) {
      ring[count % ring.length] = block[i];
      count++;
      // The place after the newest sample is the oldest: `latency` samples back.
      const result = step(block[i], ring[count % ring.length]);
      if (i >= skipped) ready[i - skipped] = result;
    }
    return ready;
  }

  return { process, flush: () => process(new Float32Array(latency)) };
}
