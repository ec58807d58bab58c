import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHost, type TestHost } from '../../tests/suites/host.ts';
import { smallOnnxVoice } from '../../tests/suites/smallOnnxVoice.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import type { HostProcess } from '../adapters/inference/hostProcess.ts';
import type { NetworkBounds } from '../contract/inference.ts';
import type { OnnxModel, OnnxNode } from '../engine/onnx/types.ts';
import { onnxBytes } from '../engine/onnx/writeOnnx.ts';

/*
 * Graphs of a few kilobytes that ask ONNX Runtime for gigabytes or hours. It bounds neither and cannot be stopped inside a
 * run, so the host ends itself, and the next one goes on.
 */
let host: TestHost;
afterEach(async () => {
  await host.close();
});

type BringOptions = { readonly signal?: AbortSignal; readonly onProgress?: (progress: { doneRatio: number }) => void };

/** A small voice to whose sound zero times these nodes' result is added. */
function voiceWith(side: number, times: number): OnnxModel {
  const voice = smallOnnxVoice();
  const [audio] = voice.outputs;
  if (audio === undefined) throw new Error('no output');
  const node = (operator: string, inputs: string[], output: string, attributes: OnnxNode['attributes'] = {}) => ({
    ...{ operator, inputs, attributes },
    outputs: [output],
  });
  const products = Array.from({ length: times }, (_, i) =>
    node('MatMul', [i === 0 ? 'large' : `product${String(i - 1)}`, 'large'], `product${String(i)}`),
  );
  return {
    ...voice,
    outputs: [{ ...audio, name: 'sum' }],
    nodes: [
      ...voice.nodes,
      node('Constant', [], 'side', { value_ints: [side, side] }),
      // Made of an input, so that it cannot be made beforehand.
      node('ReduceSum', ['pitchf'], 'pitchSum', { keepdims: 0 }),
      node('Expand', ['pitchSum', 'side'], 'large'),
      ...products,
      node('ReduceMin', [products.at(-1)?.outputs[0] ?? 'large'], 'least', { keepdims: 0 }),
      node('Constant', [], 'none', { value_float: { float: 0 } }),
      node('Min', ['least', 'none'], 'nothing'),
      node('Add', [audio.name, 'nothing'], 'sum'),
    ],
  };
}

async function bring(model: OnnxModel, bounds: NetworkBounds, options: BringOptions = {}) {
  host = await openTestHost({ config: { networkBounds: bounds } });
  const place = path.join(temporaryFolder(), 'evil.onnx');
  writeFileSync(place, onnxBytes(model));
  const folder = path.join(host.folder, 'voices', crypto.randomUUID());
  mkdirSync(folder, { recursive: true });
  const request = { path: place, name: 'evil.onnx', indexPath: null, indexName: null, folder };
  return host.client.request('importVoice', request, options);
}

const beyond = { code: 'VOICE_FILE_DAMAGED', details: { file: 'evil.onnx', reason: 'too-large', item: 'onnx' } };
const plenty = 2 ** 40;

/** The next request finds a host that works. */
async function expectNextToWork(): Promise<void> {
  await expect(host.client.request('nearbyVoiceFiles', { path: '/nowhere/at.all' })).resolves.toEqual([]);
}

describe('a stranger’s network is given up, and the next request is answered,', () => {
  it('that takes a gigabyte for its test phrase', { timeout: 60_000 }, async () => {
    const bounds = { grownBytes: 300 * 2 ** 20, longestMs: plenty };
    await expect(bring(voiceWith(16_000, 0), bounds)).rejects.toMatchObject(beyond);
    await expectNextToWork();
  });

  it('that takes minutes for its test phrase', { timeout: 60_000 }, async () => {
    const bounds = { grownBytes: plenty, longestMs: 1500 };
    await expect(bring(voiceWith(3000, 200), bounds)).rejects.toMatchObject(beyond);
    await expectNextToWork();
  });

  it('that goes on after its import was cancelled', { timeout: 60_000 }, async () => {
    const stop = new AbortController();
    let first: HostProcess | undefined;
    let gone: Promise<void> | undefined;
    const onProgress = ({ doneRatio }: { doneRatio: number }): void => {
      // All that is read of it is read: now its network is run (tasks/importVoice.ts).
      if (doneRatio < 0.49 || stop.signal.aborted) return;
      first = host.process();
      gone = new Promise((resolve) =>
        first?.onExit(() => {
          resolve();
        }),
      );
      stop.abort();
    };
    const bounds = { grownBytes: plenty, longestMs: 5000 };
    await expect(bring(voiceWith(3000, 200), bounds, { signal: stop.signal, onProgress })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    // By this host or, should it end just now, by the next.
    const isAnswered = () => host.client.request('nearbyVoiceFiles', { path: '/nowhere/at.all' });
    await expect.poll(isAnswered).toEqual([]);
    await gone;
    await expectNextToWork();
    expect(host.process()).not.toBe(first);
  });
});
