import { damagedFile, unsafeFile } from '../bytes/refusals.ts';
import { storedNumbers, type StoredNumbers } from '../weights/storedNumbers.ts';
import { StoredTensor, type Storage } from '../weights/storedTensor.ts';
import { InertObject, type CheckpointList, type CheckpointMap, type CheckpointValue } from './types.ts';

/** The class of a storage, named inside the id of one. */
export class StorageClass extends InertObject {
  readonly numbers: StoredNumbers;

  constructor(className: string, numbers: StoredNumbers) {
    super(className);
    this.numbers = numbers;
  }
}

/** A storage that an id stands for, on its way into a tensor. */
export class StorageReference extends InertObject {
  readonly storage: Storage;
  /** Of views of the old layout, elements. */
  readonly offset: number;

  constructor(storage: Storage, offset: number) {
    super('storage');
    this.storage = storage;
    this.offset = offset;
  }
}

/** A name of the allow-list that may be called; what it does is written here and runs no code of the file. */
class KnownFunction extends InertObject {
  readonly call: (file: string, parameters: CheckpointList) => CheckpointValue;

  constructor(className: string, call: (file: string, parameters: CheckpointList) => CheckpointValue) {
    super(className);
    this.call = call;
  }
}

const storageClasses: Readonly<Record<string, StoredNumbers>> = {
  HalfStorage: storedNumbers.float16,
  BFloat16Storage: storedNumbers.bfloat16,
  FloatStorage: storedNumbers.float32,
  DoubleStorage: storedNumbers.float64,
  LongStorage: storedNumbers.int64,
  IntStorage: storedNumbers.int32,
  ShortStorage: storedNumbers.int16,
  CharStorage: storedNumbers.int8,
  ByteStorage: storedNumbers.uint8,
  BoolStorage: storedNumbers.uint8,
};

const knownFunctions: Readonly<Record<string, KnownFunction['call']>> = {
  'collections.OrderedDict': orderedDict,
  'torch.Size': (file, [dims]) => (Array.isArray(dims) ? dims : broken(file, 'torch.Size')),
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_parameter': (file, [tensor]) =>
    tensor instanceof StoredTensor ? tensor : broken(file, '_rebuild_parameter'),
};

/**
 * The allow-list. Everything that is not on it is refused when it is named, before anything could be called.
 * @param placeholders full class names accepted as objects without content
 * @throws AppError VOICE_FILE_UNSAFE
 */
export function findGlobal(file: string, placeholders: readonly string[], module: string, name: string): InertObject {
  const fullName = `${module}.${name}`;
  if (Object.hasOwn(knownFunctions, fullName)) return new KnownFunction(fullName, knownFunctions[fullName]);
  const isStorage = (module === 'torch' || module === 'torch.cuda') && Object.hasOwn(storageClasses, name);
  if (isStorage) return new StorageClass(fullName, storageClasses[name]);
  if (placeholders.includes(fullName)) return new KnownFunction(fullName, () => new InertObject(fullName));
  throw unsafeFile(file, fullName);
}

/** @throws AppError VOICE_FILE_UNSAFE for a call of anything that is not a function of the allow-list */
export function callGlobal(file: string, called: CheckpointValue, parameters: CheckpointList): CheckpointValue {
  if (called instanceof KnownFunction) return called.call(file, parameters);
  if (called instanceof InertObject) throw unsafeFile(file, called.className);
  return broken(file, 'call');
}

/** Made empty and filled afterwards, or, by Python 2, from a list of pairs with names. */
function orderedDict(file: string, [pairs = []]: CheckpointList): CheckpointMap {
  const map: CheckpointMap = new Map();
  if (!Array.isArray(pairs)) return broken(file, 'OrderedDict');
  for (const pair of pairs) {
    const [key, value] = Array.isArray(pair) && pair.length === 2 ? pair : [];
    if (typeof key !== 'string' || value === undefined) return broken(file, 'OrderedDict');
    map.set(key, value);
  }
  return map;
}

/** (storage, offset, dims, strides, …): what follows, gradients and hooks, means nothing here. */
function rebuildTensor(file: string, [storage, offset, dims, strides]: CheckpointList): StoredTensor {
  if (!(storage instanceof StorageReference) || typeof offset !== 'number') return broken(file, 'tensor');
  return new StoredTensor(storage.storage, {
    offset: storage.offset + offset,
    dims: wholeNumbers(file, dims),
    strides: wholeNumbers(file, strides),
  });
}

function wholeNumbers(file: string, values: CheckpointValue | undefined): number[] {
  if (!Array.isArray(values)) return broken(file, 'tensor');
  return values.map((value) => (typeof value === 'number' ? value : broken(file, 'tensor')));
}

function broken(file: string, item: string): never {
  throw damagedFile(file, 'bad-structure', item);
}
