import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storedNumbers, type StoredNumbers } from './storedNumbers.ts';
import { StoredTensor, type Storage, type TensorLayout } from './storedTensor.ts';

function storageOf(bytes: Uint8Array<ArrayBuffer>, numbers: StoredNumbers): Storage {
  return {
    file: 'voice.pth',
    key: 'data/0',
    numbers,
    elementCount: bytes.length / numbers.itemBytes,
    read: (start, count) => bytes.slice(start, start + count),
  };
}

const counted = storageOf(new Uint8Array(Float32Array.from({ length: 24 }, (_, i) => i).buffer), storedNumbers.float32);
const read = (layout: TensorLayout) => Array.from(new StoredTensor(counted, layout).readFloats());

describe('a stored tensor', () => {
  it('is read where it lies, from its offset', () => {
    expect(read({ offset: 5, dims: [2, 2], strides: [2, 1] })).toEqual([5, 6, 7, 8]);
  });

  it('is brought into row-major order from any strides', () => {
    const dims = [2, 3, 4];
    const axes = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    fc.assert(
      fc.property(axes, (order) => {
        // Axis order[0] varies slowest in the file.
        const strides = [0, 0, 0];
        let stride = 1;
        for (const axis of order.toReversed()) {
          strides[axis] = stride;
          stride *= dims[axis] ?? 1;
        }
        const [a = 0, b = 0, c = 0] = strides;
        const expected = [];
        for (let i = 0; i < 2; i++) {
          for (let j = 0; j < 3; j++) for (let k = 0; k < 4; k++) expected.push(i * a + j * b + k * c);
        }
        expect(read({ offset: 0, dims, strides })).toEqual(expected);
      }),
    );
  });

  it('may be every other element, a single number, or nothing', () => {
    expect(read({ offset: 1, dims: [3], strides: [2] })).toEqual([1, 3, 5]);
    expect(read({ offset: 7, dims: [], strides: [] })).toEqual([7]);
    expect(read({ offset: 0, dims: [0, 4], strides: [4, 1] })).toEqual([]);
  });

  it.each([
    ['whole', { offset: 0, dims: [2 ** 28], strides: [1] }],
    ['as two numbers far apart', { offset: 0, dims: [2], strides: [2 ** 28 - 1] }],
  ])('of a gigabyte is known and not read: %s', (_, layout) => {
    const storage: Storage = {
      ...counted,
      elementCount: 2 ** 28,
      read: () => {
        throw new Error('this was read');
      },
    };
    const tensor = new StoredTensor(storage, layout, 'large');
    expect(tensor.dims).toEqual(layout.dims);
    expect(() => tensor.readFloats()).toThrowError(/VOICE_FILE_DAMAGED.*too-large.*large/);
  });

  it.each([
    ['past the end', { offset: 22, dims: [3], strides: [1] }],
    ['repeating one element', { offset: 0, dims: [1000, 1000], strides: [0, 0] }],
    ['with a stride past the end', { offset: 0, dims: [2], strides: [24] }],
    ['before the start', { offset: -1, dims: [1], strides: [1] }],
    ['of a fraction', { offset: 0, dims: [1.5], strides: [1] }],
    ['too large to count', { offset: 0, dims: [2 ** 52, 2 ** 52], strides: [1, 1] }],
    ['with strides missing', { offset: 0, dims: [2, 2], strides: [1] }],
    ['of nine axes', { offset: 0, dims: Array<number>(9).fill(1), strides: Array<number>(9).fill(1) }],
  ])('%s is refused', (_, layout) => {
    expect(() => new StoredTensor(counted, layout)).toThrowError(/VOICE_FILE_DAMAGED/);
  });

  const view = (array: ArrayBufferView<ArrayBuffer>) => new Uint8Array(array.buffer);
  it.each([
    ['float16', view(Uint16Array.of(0x3c00, 0xc000, 0x0001)), [1, -2, 2 ** -24]],
    ['bfloat16', view(Uint16Array.of(0x3f80, 0xc000, 0x3eaa)), [1, -2, 0.33203125]],
    ['float32', view(Float32Array.of(1, -2, 0.1)), [1, -2, Math.fround(0.1)]],
    ['float64', view(Float64Array.of(1, -2, 0.1)), [1, -2, Math.fround(0.1)]],
    ['int64', view(BigInt64Array.of(1n, -2n, 3n)), [1, -2, 3]],
    ['int32', view(Int32Array.of(1, -2, 3)), [1, -2, 3]],
    ['int16', view(Int16Array.of(1, -2, 3)), [1, -2, 3]],
    ['int8', view(Int8Array.of(1, -2, 3)), [1, -2, 3]],
    ['uint8', view(Uint8Array.of(1, 254, 3)), [1, 254, 3]],
  ] as const)('of %s is read as float32', (type, bytes, expected) => {
    const tensor = new StoredTensor(storageOf(bytes, storedNumbers[type]), { offset: 0, dims: [3], strides: [1] });
    expect(Array.from(tensor.readFloats())).toEqual(expected);
    expect(tensor.readHalves() === null).toBe(type !== 'float16');
  });

  it('of double precision or single bytes can be turned as well', () => {
    const doubles = storageOf(view(Float64Array.of(1, 2, 3, 4, 5, 6)), storedNumbers.float64);
    const bytes = storageOf(view(Uint8Array.of(1, 2, 3, 4, 5, 6)), storedNumbers.uint8);
    for (const storage of [doubles, bytes]) {
      const turned = new StoredTensor(storage, { offset: 0, dims: [3, 2], strides: [1, 3] });
      expect(Array.from(turned.readFloats())).toEqual([1, 4, 2, 5, 3, 6]);
    }
  });

  it('of half precision gives the bits that are stored, turned or not', () => {
    const halves = Uint16Array.of(1, 2, 3, 0x7c00, 5, 6);
    const storage = storageOf(view(halves), storedNumbers.float16);
    const turned = new StoredTensor(storage, { offset: 0, dims: [3, 2], strides: [1, 3] });
    expect(Array.from(turned.readHalves() ?? [])).toEqual([1, 0x7c00, 2, 5, 3, 6]);
  });
});
