import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import type { FileNode } from './fileTypes.ts';
import { seededNoise } from './seededNoise.ts';
import { onnxBytes } from './writeOnnx.ts';

async function draw(operator: string, attributes: Record<string, number>, seed = 1): Promise<Float32Array> {
  const node: FileNode = {
    operator,
    domain: '',
    inputs: ['x'],
    outputs: ['y'],
    attributes: new Map(Object.entries(attributes).map(([name, float]) => [name, { float }])),
    graphs: [],
    span: { start: 0, end: 0 },
  };
  const value = (name: string) => ({ name, type: 'float32' as const, dims: [1, 'n', 2] });
  const bytes = onnxBytes({
    name: 'noise',
    inputs: [value('x')],
    outputs: [value('y')],
    nodes: seededNoise(node, { seed, prefix: 'n.', likeType: null }),
    initializers: [],
  });
  const session = await InferenceSession.create(bytes);
  const count = 200_000;
  const { y } = await session.run({ x: new Tensor('float32', new Float32Array(count), [1, count / 2, 2]) });
  expect(y?.dims).toEqual([1, count / 2, 2]);
  return y?.data as Float32Array;
}

function momentsOf(values: Float32Array, lag = 0): { mean: number; deviation: number; correlation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  let product = 0;
  for (let at = lag; at < values.length; at++) product += (values[at] - mean) * (values[at - lag] - mean);
  return { mean, deviation: Math.sqrt(variance), correlation: product / values.length / variance };
}

it('noise of a place is normal, like nothing before it, and the same every time', async () => {
  const values = await draw('RandomNormalLike', { mean: 2, scale: 3 });
  const { mean, deviation } = momentsOf(values);
  expect(Math.abs(mean - 2)).toBeLessThan(0.03);
  expect(Math.abs(deviation - 3)).toBeLessThan(0.03);
  const within = values.filter((value) => Math.abs(value - 2) < 3).length / values.length;
  expect(within, 'share within one deviation').toBeCloseTo(0.6827, 2);
  for (const lag of [1, 2, 3, 80, 400]) expect(Math.abs(momentsOf(values, lag).correlation)).toBeLessThan(0.01);
  expect(await draw('RandomNormalLike', { mean: 2, scale: 3 })).toEqual(values);
  const other = await draw('RandomNormalLike', { mean: 2, scale: 3 }, 104_730);
  const product = other.reduce((sum, value, at) => sum + (value - 2) * (values[at] - 2), 0);
  expect(Math.abs(product / values.length / 9), 'of another seed it is unlike').toBeLessThan(0.01);
});

it('numbers of a shape that the node says are the same every time too', async () => {
  const node: FileNode = {
    operator: 'RandomUniform',
    domain: '',
    inputs: [],
    outputs: ['y'],
    attributes: new Map([['shape', { integers: [1, 9] }]]),
    graphs: [],
    span: { start: 0, end: 0 },
  };
  const bytes = onnxBytes({
    name: 'noise',
    inputs: [],
    outputs: [{ name: 'y', type: 'float32', dims: [1, 9] }],
    nodes: seededNoise(node, { seed: 1, prefix: 'n.', likeType: null }),
    initializers: [],
  });
  const draws = await Promise.all([0, 1].map(async () => (await InferenceSession.create(bytes)).run({})));
  const [first, second] = draws.map(({ y }) => y?.data as Float32Array);
  expect(first).toHaveLength(9);
  expect(new Set(first).size).toBe(9);
  expect(second).toEqual(first);
});

it('even numbers lie evenly between their bounds', async () => {
  const values = await draw('RandomUniformLike', { low: -1, high: 3 });
  const { mean, deviation } = momentsOf(values);
  expect(Math.min(...values.subarray(0, 50_000))).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...values.subarray(0, 50_000))).toBeLessThanOrEqual(3);
  expect(Math.abs(mean - 1)).toBeLessThan(0.02);
  expect(Math.abs(deviation - 4 / Math.sqrt(12))).toBeLessThan(0.02);
});
