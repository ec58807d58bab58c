import { describe, expect, it } from 'vitest';
import {
  pickleBytes,
  RawPickle,
  TorchTensor,
  torchLegacy,
  torchZip,
  type TorchStorage,
  type TorchValue,
} from '../../../tests/suites/torchFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { Allowance } from '../bytes/allowance.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { checkpointLimits } from './limits.ts';
import { readCheckpoint, weightsOf, type CheckpointOptions } from './readCheckpoint.ts';
import { InertObject, isMap, type Checkpoint, type CheckpointValue } from './types.ts';

const open = (bytes: Uint8Array, options?: CheckpointOptions): Checkpoint =>
  readCheckpoint(memorySource('a.pth', bytes), byteTools, options);
/** A file of which the pickle is these bytes. */
const raw = (...bytes: readonly (number | string)[]): Uint8Array => {
  const flat = bytes.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [part]));
  return torchZip(null, {}, pickleBytes(new RawPickle(...flat)));
};
const rootOf = (value: TorchValue): CheckpointValue => open(torchZip(value)).root;
const refusal = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return 'not refused';
};
const damaged = (reason: string) => ({ code: 'VOICE_FILE_DAMAGED', details: { file: 'a.pth', reason } });
const unsafe = (item: string) => ({ code: 'VOICE_FILE_UNSAFE', details: { file: 'a.pth', item } });
const floats = (key: string, ...values: number[]): TorchStorage => ({
  key,
  storageClass: 'FloatStorage',
  elementCount: values.length,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});
const named = (...entries: (readonly [string, TorchValue])[]) => new Map<string | number, TorchValue>(entries);

describe('a PyTorch file', () => {
  const storage = floats('7', 1, 2, 3, 4, 5, 6);
  const network = named(
    ['whole', new TorchTensor(storage, [2, 3])],
    ['turned', new TorchTensor(storage, [3, 2], [1, 3])],
    ['part', new TorchTensor(storage, [2], [1], 4)],
    ['count', 3],
  );

  it.each([
    ['stored', torchZip(network), 'zip'],
    ['deflated', torchZip(network, { isDeflated: true }), 'zip'],
    ['of 64-bit sizes, with sizes behind the data', torchZip(network, { isZip64: true, hasDescriptor: true }), 'zip'],
    ['of the layout before 1.6', torchLegacy(network), 'legacy'],
  ] as const)('%s gives its tensors', (_, bytes, layout) => {
    const checkpoint = open(bytes);
    const weights = weightsOf(checkpoint.root);
    expect(checkpoint.layout).toBe(layout);
    expect([...weights.keys()]).toEqual(['whole', 'turned', 'part']);
    expect(Array.from(weights.get('whole')?.readFloats() ?? [])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(Array.from(weights.get('turned')?.readFloats() ?? [])).toEqual([1, 4, 2, 5, 3, 6]);
    expect(Array.from(weights.get('part')?.readFloats() ?? [])).toEqual([5, 6]);
  });

  it('gives plain data of every kind', () => {
    const value = named(
      ['none', null],
      ['yes', true],
      ['whole', -123_456],
      ['fraction', 0.1],
      ['text', 'Inês 🎤'],
      ['list', [1, [2, 'x']]],
      ['map', new Map([[5, 'five']])],
    );
    expect(rootOf(value)).toEqual(value);
  });

  it('with keys that name prototypes has keys, and nothing else changes', () => {
    const root = rootOf(named(['__proto__', named(['polluted', true])], ['constructor', 1]));
    expect(isMap(root) && [...root.keys()]).toEqual(['__proto__', 'constructor']);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('of the protocols 4 and 5 is read too', () => {
    // FRAME, EMPTY_DICT, MEMOIZE, SHORT_BINUNICODE, LONG1, SETITEM
    const bytes = raw(0x80, 4, 0x95, 13, 0, 0, 0, 0, 0, 0, 0, '}', 0x94, 0x8c, 3, 'key', 0x8a, 2, 0x39, 0x30, 's', '.');
    expect(open(bytes).root).toEqual(new Map([['key', 12_345]]));
  });

  it.each([
    [[0x8a, 0], 0],
    [[0x8a, 1, 0xff], -1],
    [[0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x80], -(2n ** 63n)],
    [[0x8b, 2, 0, 0, 0, 0, 1], 256],
    [['M', 0xff, 0xff], 65_535],
    [['J', 0xfe, 0xff, 0xff, 0xff], -2],
  ])('reads the whole number %j as %s', (bytes, expected) => {
    expect(open(raw(...bytes)).root).toBe(expected);
  });

  it('checks the checksum of a storage when any part of it is first read', () => {
    const lying = torchZip(network, { claimed: { crc32: 1 } }, pickleBytes(network));
    expect(refusal(() => open(lying))).toMatchObject(damaged('checksum'));
    const bytes = torchZip(network);
    const at = Buffer.from(bytes).indexOf(Buffer.from(storage.bytes));
    bytes[at] = (bytes[at] ?? 0) + 1;
    const weights = weightsOf(open(bytes).root);
    for (const name of ['whole', 'part']) {
      expect(refusal(() => weights.get(name)?.readFloats())).toMatchObject(damaged('checksum'));
    }
  });

  it('accepts classes that were agreed on as objects without content, and only these', () => {
    const dictionary = raw('cfairseq.data.dictionary\nDictionary\n', ')', 0x81, '}', 'b');
    const placeholders = ['fairseq.data.dictionary.Dictionary'];
    expect(open(dictionary, { placeholders }).root).toEqual(new InertObject(placeholders[0] ?? ''));
    expect(refusal(() => open(dictionary))).toMatchObject(unsafe('fairseq.data.dictionary.Dictionary'));
  });
});

describe('what a pickle could run is refused when it is named', () => {
  it.each([
    ['GLOBAL', raw('cos\nsystem\n')],
    ['STACK_GLOBAL', raw(0x8c, 2, 'os', 0x8c, 6, 'system', 0x93)],
    ['INST', raw('(ios\nsystem\n')],
    ['a name left without a call', raw('}cos\nsystem\n0')],
  ])('%s', (_, bytes) => {
    expect(refusal(() => open(bytes))).toMatchObject(unsafe('os.system'));
  });

  it.each([
    'torch\nload',
    'torch.hub\nload',
    'torch._utils\n_rebuild_device_tensor',
    'builtins\neval',
    'collections\n__builtins__',
  ])('%j', (name) => {
    expect(refusal(() => open(raw(`c${name}\n`)))).toMatchObject(unsafe(name.replace('\n', '.')));
  });

  it.each([
    ['OBJ', raw('(', 0x6f)],
    ['NEWOBJ_EX', raw(')', ')', '}', 0x92)],
    ['EXT1', raw(0x82, 1)],
    ['torch.FloatStorage', raw('ctorch\nFloatStorage\n', ')', 'R')],
  ])('%s', (item, bytes) => {
    expect(refusal(() => open(bytes))).toMatchObject(unsafe(item));
  });
});

describe('a pickle that is damaged is refused', () => {
  const tensor = (...parameters: string[]) => raw('ctorch._utils\n_rebuild_tensor_v2\n', '(', ...parameters, 't', 'R');
  it.each([
    ['an empty stack', raw('0'), 'bad-structure'],
    ['values taken from below a mark', raw('N', '(', '0'), 'bad-structure'],
    ['an unset memo', raw('h', 3), 'bad-structure'],
    ['a list as key', raw('}', ']', 'N', 's'), 'bad-structure'],
    ['an odd number of items', raw('}', '(', 'N', 'u'), 'bad-structure'],
    ['a call of nothing', raw('N', ')', 'R'), 'bad-structure'],
    ['state for a number', raw('K', 1, '}', 'b'), 'bad-structure'],
    ['an unknown step', raw('?'), 'bad-structure'],
    ['a newer protocol', raw(0x80, 9), 'bad-structure'],
    ['an id that is no storage', raw('N', 'Q'), 'bad-structure'],
    ['a tensor of nothing', tensor('N', 'N', 'N', 'N'), 'bad-structure'],
    ['marks without end', raw('('.repeat(checkpointLimits.openMarks + 1)), 'too-deep'],
    ['a text longer than the file', raw('X', 0xff, 0xff, 0, 0, 'abc'), 'cut-off'],
    ['a text of 2 GB', raw('X', 0xff, 0xff, 0xff, 0x7f, 'abc'), 'too-large'],
    ['a number of 200 bytes', raw(0x8a, 200), 'too-large'],
    ['a frame beyond the file', raw(0x95, 0, 0, 0, 0, 1, 0, 0, 0), 'bad-structure'],
  ])('for %s', (_, bytes, reason) => {
    expect(refusal(() => open(bytes))).toMatchObject(damaged(reason));
  });

  it('for a storage that is not there, or has another size', () => {
    const storage = floats('0', 1, 2);
    const root = named(['a', new TorchTensor(storage, [2])]);
    const without = torchZip(null, {}, pickleBytes(root));
    expect(refusal(() => open(without))).toMatchObject(damaged('missing-part'));
    const short = named(['a', new TorchTensor({ ...storage, bytes: storage.bytes.slice(4) }, [2])]);
    expect(refusal(() => open(torchZip(short)))).toMatchObject(damaged('size-disagrees'));
    expect(refusal(() => open(torchLegacy(short)))).toMatchObject({ code: 'VOICE_FILE_DAMAGED' });
  });

  it('for tensors that together are far more than is stored', () => {
    const storage = floats('0', ...Array<number>(100).fill(1));
    const many = named(...Array.from({ length: 5 }, (_, i) => [String(i), new TorchTensor(storage, [100])] as const));
    expect(refusal(() => open(torchZip(many)))).toMatchObject(damaged('size-disagrees'));
    expect(refusal(() => open(torchLegacy(many)))).toMatchObject(damaged('size-disagrees'));
  });

  it('for numbers of a machine of the other byte order', () => {
    const bytes = torchZip(named(['a', 1]));
    const big = Buffer.from(bytes.buffer);
    big.write('big   ', big.indexOf('little'));
    // Its checksum is wrong then, which is a refusal as well.
    expect(refusal(() => open(new Uint8Array(big)))).toMatchObject({ code: 'VOICE_FILE_DAMAGED' });
  });

  it('for values that cost more memory than is allowed', () => {
    const maps = raw('}'.repeat(10_000));
    expect(refusal(() => open(maps, { allowance: new Allowance(2 ** 20) }))).toMatchObject(damaged('too-large'));
    const allowance = new Allowance(checkpointLimits.heldBytes);
    open(maps, { allowance });
    expect(allowance.peakBytes).toBeGreaterThan(2 ** 20);
  });
});
