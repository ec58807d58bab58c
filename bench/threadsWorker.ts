import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** A thread with a decoder of its own, which sings a block whenever it is told to. */
const { decoder, threads, isSpinning, frames } = workerData as {
  readonly decoder: string;
  readonly threads: number;
  readonly isSpinning: boolean;
  readonly frames: number;
};
const session = await InferenceSession.create(decoder, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: isSpinning ? '1' : '0' } } },
});
const tensor = (dims: readonly number[]): Tensor => {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return new Tensor(
    'float32',
    Float32Array.from({ length: count }, (_, i) => 0.1 * Math.sin(i)),
    dims,
  );
};
const inputs = {
  z: tensor([1, 192, frames]),
  source: tensor([1, 1, frames * 400]),
  speaker: tensor([1]),
  trim: new Tensor('float32', new Float32Array(2), [2]),
};
parentPort?.on('message', () => {
  void session.run(inputs).then(() => parentPort?.postMessage('done'));
});
parentPort?.postMessage('done');
