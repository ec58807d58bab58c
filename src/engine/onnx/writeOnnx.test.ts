import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { floatToHalf } from '../dsp/float16.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { onnxBytes, writeOnnx } from './writeOnnx.ts';
import type { OnnxModel } from './types.ts';

async function run(model: OnnxModel, inputs: Record<string, Tensor>): Promise<InferenceSession.OnnxValueMapType> {
  const session = await InferenceSession.create(onnxBytes(model), { intraOpNumThreads: 1 });
  return session.run(inputs);
}

test('a written graph computes in ONNX Runtime what its operators say', async () => {
  const graph = new GraphBuilder('sum');
  const x = graph.input('x', [1, 'length']);
  const weight = graph.weight({ dims: [3], floats: () => Float32Array.of(1, 2, 3) });
  const sum = graph.node('Add', [x, weight]);
  graph.output('y', graph.node('LeakyRelu', [sum], { alpha: { float: 0.25 } }), [1, 'length']);
  const { y } = await run(graph.build(), { x: new Tensor('float32', [0, -6, 1], [1, 3]) });
  expect(Array.from(y.data as Float32Array)).toEqual([1, -1, 4]);
});

test('every kind of attribute, several outputs and left-out inputs reach the operator', async () => {
  const graph = new GraphBuilder('pieces');
  const x = graph.input('x', [2, 4]);
  const [left, right] = graph.nodeWithOutputs('Split', [x, graph.integers([1, 3])], 2, { axis: 1 });
  const turned = graph.node('Transpose', [right], { perm: [1, 0] });
  const clipped = graph.node('Clip', [turned, '', graph.scalar(5)]);
  graph.output('left', left, [2, 1]);
  graph.output('right', clipped, [3, 2]);
  const { left: a, right: b } = await run(graph.build(), {
    x: new Tensor('float32', [1, 2, 3, 4, 5, 6, 7, 8], [2, 4]),
  });
  expect(Array.from(a.data as Float32Array)).toEqual([1, 5]);
  expect(Array.from(b.data as Float32Array)).toEqual([2, 5, 3, 5, 4, 5]);
});

test('weights kept as halves come out as the floats they stand for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.float({ noNaN: true, min: -60000, max: 60000 }), { minLength: 1 }), async (list) => {
      const halves = floatToHalf(Float32Array.from(list));
      const graph = new GraphBuilder('halves');
      const zero = graph.input('zero', [1]);
      const weight = graph.weight({ dims: [halves.length], halves: () => halves });
      graph.output('y', graph.node('Add', [weight, zero]), [halves.length]);
      const { y } = await run(graph.build(), { zero: new Tensor('float32', [0], [1]) });
      expect(floatToHalf(y.data as Float32Array)).toEqual(halves.map((half) => (half === 0x8000 ? 0 : half)));
    }),
    { numRuns: 20 },
  );
});

test('the writer reads one weight at a time, when its turn comes', () => {
  const graph = new GraphBuilder('large');
  const lengths = [700_000, 300_000, 500_000];
  const log: string[] = [];
  for (const length of lengths) {
    const floats = () => {
      log.push(`read ${String(length)}`);
      return new Float32Array(length);
    };
    graph.output(`y${String(length)}`, graph.weight({ dims: [length], floats }), [length]);
  }
  let written = 0;
  let largest = 0;
  writeOnnx(graph.build(), (bytes) => {
    written += bytes.length;
    largest = Math.max(largest, bytes.length);
    if (bytes.length > 100_000) log.push('write');
  });
  expect(log.filter((line, i) => line !== log[i - 1])).toEqual(
    lengths.flatMap((length) => [`read ${String(length)}`, 'write']),
  );
  expect(written).toBeGreaterThan(4 * 1_500_000);
  expect(largest).toBeLessThanOrEqual(1 << 20);
});

test('a weight that is not as long as it says stops the writing', () => {
  const graph = new GraphBuilder('wrong');
  graph.output('y', graph.weight({ dims: [3], floats: () => new Float32Array(2) }), [3]);
  expect(() => onnxBytes(graph.build())).toThrow(RangeError);
});

test('the same calls give the same bytes', () => {
  const make = () => {
    const graph = new GraphBuilder('twice');
    const x = graph.input('x', ['n']);
    graph.output('y', graph.node('Mul', [x, graph.scalar(2)]), ['n']);
    return onnxBytes(graph.build());
  };
  expect(make()).toEqual(make());
});
