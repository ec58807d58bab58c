import { describe, expect, it } from 'vitest';
import { safetensorsBytes, withHeader } from '../../../tests/suites/safetensorsFile.ts';
import { fuzz, mutationCount } from '../../../tests/suites/mutate.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { isSafetensors, readSafetensors } from './readSafetensors.ts';

const data = (count: number) => new Uint8Array(Float32Array.from({ length: count }, (_, i) => i / 4).buffer);
const open = (bytes: Uint8Array) => readSafetensors(memorySource('model.safetensors', bytes));
const sound = safetensorsBytes({
  'a.weight': { dtype: 'F32', shape: [2, 3], bytes: data(6) },
  'a.bias': { dtype: 'F16', shape: [2], bytes: new Uint8Array(Uint16Array.of(0x3c00, 0x4000).buffer) },
  __proto__x: { dtype: 'F64', shape: [], bytes: new Uint8Array(Float64Array.of(0.5).buffer) },
});

describe('a safetensors file', () => {
  it('gives its tensors by name, read when asked', () => {
    const weights = open(sound);
    expect([...weights.keys()]).toEqual(['a.weight', 'a.bias', '__proto__x']);
    expect(weights.get('a.weight')).toMatchObject({ dims: [2, 3], type: 'float32' });
    expect(Array.from(weights.get('a.weight')?.readFloats() ?? [])).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25]);
    expect(Array.from(weights.get('a.bias')?.readHalves() ?? [])).toEqual([0x3c00, 0x4000]);
    expect(Array.from(weights.get('__proto__x')?.readFloats() ?? [])).toEqual([0.5]);
  });

  const part = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
  it.each([
    ['whose header ends too early', sound.slice(0, 60), 'cut-off'],
    ['whose data end too early', sound.slice(0, -1), 'cut-off'],
    ['whose sizes disagree', withHeader({ a: { ...part, shape: [2] } }, data(2)), 'size-disagrees'],
    ['whose tensors overlap', withHeader({ a: part, b: part }, data(1)), 'size-disagrees'],
    ['of an unknown type', withHeader({ a: { ...part, dtype: 'F7' } }, data(1)), 'bad-structure'],
    ['of the type “constructor”', withHeader({ a: { ...part, dtype: 'constructor' } }, data(1)), 'bad-structure'],
    ['with a negative shape', withHeader({ a: { ...part, shape: [-1] } }, data(1)), 'bad-structure'],
    ['whose header is a list', withHeader([part], data(1)), 'bad-structure'],
  ])('%s is refused', (_, bytes, reason) => {
    let found: unknown;
    try {
      open(bytes);
    } catch (error) {
      found = error;
    }
    expect(found).toMatchObject({ name: 'AppError', details: { reason } });
  });

  it('whose header is said to be 5 MB is refused before it is read', () => {
    const bytes = new Uint8Array(6 * 2 ** 20).fill(0x20);
    new DataView(bytes.buffer).setBigUint64(0, 5n * 2n ** 20n, true);
    bytes[8] = 0x7b;
    expect(() => open(bytes)).toThrowError(/too-large/);
  });

  it('is told from other files', () => {
    expect(isSafetensors(memorySource('a', sound))).toBe(true);
    expect(isSafetensors(memorySource('a', new TextEncoder().encode('{"a":1,"b":2}')))).toBe(false);
  });

  it('mutated is read or refused in words: no crash, no hang, no memory beyond the bound', () => {
    const result = fuzz([sound], 2 ** 20, (bytes, allowance) => {
      const weights = readSafetensors(memorySource('mutated.safetensors', bytes), allowance);
      for (const weight of weights.values()) weight.readFloats();
    });
    expect(result.opened + result.refused).toBe(mutationCount);
    expect(Math.min(result.opened, result.refused), 'mutations reach both ends').toBeGreaterThan(mutationCount / 50);
  });
});
