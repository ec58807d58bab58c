import { expect, it } from 'vitest';
import { fuzz, mutationCount } from '../../../tests/suites/mutate.ts';
import { smallOnnxVoice } from '../../../tests/suites/smallOnnxVoice.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { onnxBytes } from '../onnx/writeOnnx.ts';
import { readOnnxVoice } from './onnxVoice.ts';
import { writeRunnableOnnx } from './runnableOnnx.ts';

/** A graph whose weights are few, so that nearly every mutation meets its structure. */
function structureOf(layout: 'phone' | 'feats', type: 'float32' | 'float16'): Uint8Array {
  const model = smallOnnxVoice({ layout, type, hasOpenShapes: true });
  const isSmall = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1) <= 256;
  return onnxBytes({ ...model, initializers: model.initializers.filter(({ dims }) => isSmall(dims)) });
}

it('a mutated network is read and rewritten or refused in words: no crash, no hang, nothing held beyond 2 MB', () => {
  const originals = [
    onnxBytes(smallOnnxVoice()),
    structureOf('phone', 'float16'),
    structureOf('feats', 'float32'),
    onnxBytes(smallOnnxVoice({ layout: 'feats', type: 'float16', hasPitch: false })),
  ];
  const result = fuzz(originals, 2 * 2 ** 20, (bytes, allowance) => {
    const source = memorySource('mutated.onnx', bytes);
    let writtenBytes = 0;
    writeRunnableOnnx(source, readOnnxVoice(source, allowance), (piece) => (writtenBytes += piece.length));
    // What is written is the file and a few nodes, whatever the file claims.
    expect(writtenBytes).toBeLessThan(bytes.length + 20_000);
  });
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(Math.min(result.opened, result.refused), 'mutations reach both ends').toBeGreaterThan(mutationCount / 20);
});
