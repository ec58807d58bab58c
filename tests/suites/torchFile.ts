import { zipBytes, type ZipPart } from './zipFile.ts';

/** A run of numbers of a PyTorch file, named by its key. */
export type TorchStorage = {
  readonly key: string;
  /** Such as `HalfStorage`. */
  readonly storageClass: string;
  readonly elementCount: number;
  readonly bytes: Uint8Array;
};

/** A view on a storage; row-major where no strides are given. */
export class TorchTensor {
  readonly storage: TorchStorage;
  readonly dims: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;

  constructor(storage: TorchStorage, dims: readonly number[], strides?: readonly number[], offset = 0) {
    this.storage = storage;
    this.dims = dims;
    this.offset = offset;
    this.strides = strides ?? dims.map((_, axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1));
  }
}

/** Bytes put into the pickle as they are, to write what no writer would. */
export class RawPickle {
  readonly bytes: readonly number[];

  constructor(...bytes: readonly number[]) {
    this.bytes = bytes;
  }
}

export type TorchValue =
  null | boolean | number | string | TorchValue[] | Map<string | number, TorchValue> | TorchTensor | RawPickle;

const code = {
  proto: 0x80,
  stop: 0x2e,
  mark: 0x28,
  none: 0x4e,
  true: 0x88,
  false: 0x89,
  int: 0x4a,
  float: 0x47,
  text: 0x58,
  emptyList: 0x5d,
  appends: 0x65,
  emptyDict: 0x7d,
  setItems: 0x75,
  tuple: 0x74,
  emptyTuple: 0x29,
  global: 0x63,
  persistent: 0x51,
  reduce: 0x52,
} as const;

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** Protocol 2, as `torch.save` writes, without the memo. @param isLegacy the six-part ids of the old layout */
export function pickleBytes(value: TorchValue, isLegacy = false): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    Buffer.concat([Buffer.from([code.proto, 2]), encoded(value, isLegacy), Buffer.from([code.stop])]),
  );
}

function encoded(value: TorchValue, isLegacy: boolean): Buffer {
  const all = (values: readonly TorchValue[]) => Buffer.concat(values.map((one) => encoded(one, isLegacy)));
  if (value === null) return Buffer.from([code.none]);
  if (typeof value === 'boolean') return Buffer.from([value ? code.true : code.false]);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return text(value);
  if (value instanceof RawPickle) return Buffer.from(value.bytes);
  if (value instanceof TorchTensor) return tensor(value, isLegacy);
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.from([code.emptyList, code.mark]), all(value), Buffer.from([code.appends])]);
  }
  const items = all([...value].flat());
  return Buffer.concat([Buffer.from([code.emptyDict, code.mark]), items, Buffer.from([code.setItems])]);
}

function number(value: number): Buffer {
  const buffer = Buffer.alloc(9);
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
    buffer[0] = code.int;
    buffer.writeInt32LE(value, 1);
    return buffer.subarray(0, 5);
  }
  buffer[0] = code.float;
  buffer.writeDoubleBE(value, 1);
  return buffer;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const header = Buffer.alloc(5);
  header[0] = code.text;
  header.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

function tuple(parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([code.mark]), ...parts, Buffer.from([code.tuple])]);
}

function tensor({ storage, dims, strides, offset }: TorchTensor, isLegacy: boolean): Buffer {
  const id = tuple([
    text('storage'),
    global('torch', storage.storageClass),
    text(storage.key),
    text('cpu'),
    number(storage.elementCount),
    ...(isLegacy ? [Buffer.from([code.none])] : []),
  ]);
  const hooks = Buffer.concat([global('collections', 'OrderedDict'), Buffer.from([code.emptyTuple, code.reduce])]);
  const parameters = tuple([
    Buffer.concat([id, Buffer.from([code.persistent])]),
    number(offset),
    tuple(dims.map(number)),
    tuple(strides.map(number)),
    Buffer.from([code.false]),
    hooks,
  ]);
  return Buffer.concat([global('torch._utils', '_rebuild_tensor_v2'), parameters, Buffer.from([code.reduce])]);
}

function global(module: string, name: string): Buffer {
  return Buffer.concat([Buffer.from([code.global]), latin1(`${module}\n${name}\n`)]);
}

/** Every storage that the value's tensors view, once. */
function storagesOf(value: TorchValue): TorchStorage[] {
  const found = new Map<string, TorchStorage>();
  const visit = (one: TorchValue) => {
    if (one instanceof TorchTensor) found.set(one.storage.key, one.storage);
    else if (Array.isArray(one)) one.forEach(visit);
    else if (one instanceof Map) [...one.values()].forEach(visit);
  };
  visit(value);
  return [...found.values()];
}

/** The layout since PyTorch 1.6. @param way how entries are written */
export function torchZip(
  root: TorchValue,
  way: Partial<ZipPart> = {},
  pickle = pickleBytes(root),
): Uint8Array<ArrayBuffer> {
  return zipBytes([
    { ...way, name: 'voice/data.pkl', bytes: pickle },
    { name: 'voice/byteorder', bytes: latin1('little') },
    ...storagesOf(root).map(({ key, bytes }) => ({ alignment: 64, ...way, name: `voice/data/${key}`, bytes })),
    { name: 'voice/version', bytes: latin1('3\n') },
  ]);
}

/** PROTO 2, LONG1: 0x1950a86a20f9469cfc6c; then protocol 1001. */
const LEGACY_START = Buffer.from('80028a0a6cfc9c46f9206aa850192e80024de9032e', 'hex');

/** The layout before PyTorch 1.6. */
export function torchLegacy(root: TorchValue): Uint8Array<ArrayBuffer> {
  const storages = storagesOf(root);
  const machine = new Map<string | number, TorchValue>([['little_endian', true]]);
  const data = storages.map(({ elementCount, bytes }) => {
    const count = Buffer.alloc(8);
    count.writeBigInt64LE(BigInt(elementCount));
    return Buffer.concat([count, bytes]);
  });
  const keys = pickleBytes(storages.map(({ key }) => key));
  return new Uint8Array(Buffer.concat([LEGACY_START, pickleBytes(machine), pickleBytes(root, true), keys, ...data]));
}
