import { Allowance } from '../bytes/allowance.ts';
import { ByteCursor } from '../bytes/byteCursor.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { damagedFile, notAVoice, refusing } from '../bytes/refusals.ts';
import { textOf } from '../bytes/text.ts';
import type { ByteSource, ByteTools } from '../bytes/types.ts';
import { StoredTensor, type Storage } from '../weights/storedTensor.ts';
import type { Weights } from '../weights/types.ts';
import { readZip } from '../zip/readZip.ts';
import type { ZipArchive, ZipEntry } from '../zip/types.ts';
import { callGlobal, findGlobal } from './globals.ts';
import { isLegacyCheckpoint, readLegacy } from './legacyLayout.ts';
import { checkpointLimits, valueCost } from './limits.ts';
import { PickleMachine, type PickleHost } from './pickleMachine.ts';
import { runPickle } from './pickleSteps.ts';
import { Storages } from './storages.ts';
import { isMap, type Checkpoint, type CheckpointValue } from './types.ts';
import { zipStorages } from './zipStorage.ts';

const PICKLE_NAME = 'data.pkl';
const ZIP_START = [0x50, 0x4b] as const;

export type CheckpointOptions = {
  /** Bounds what is held while the file is read. */
  readonly allowance?: Allowance;
  /** Full class names accepted as objects without content, such as `fairseq.data.dictionary.Dictionary`. */
  readonly placeholders?: readonly string[];
};

/**
 * Reads a file written by `torch.save`, of the zip layout or the one before it. The pickle inside is run by a machine that
 * knows data only: it can name the few functions of `globals.ts`, and nothing in the file is ever executed. Numbers stay in
 * the file until a weight is asked for them; their checksums are checked then.
 *
 * @throws AppError NOT_A_VOICE for a file of another kind, VOICE_FILE_DAMAGED, VOICE_FILE_UNSAFE
 */
export function readCheckpoint(source: ByteSource, tools: ByteTools, options: CheckpointOptions = {}): Checkpoint {
  const allowance = options.allowance ?? new Allowance(checkpointLimits.heldBytes);
  const met = new Set<string>();
  const reader = { source, tools, allowance, placeholders: options.placeholders ?? [], met };
  return refusing(source.name, '', () => {
    if (isLegacyCheckpoint(source)) {
      return { root: readLegacy(source, (storages) => hostOf(reader, storages)), layout: 'legacy', placeholders: met };
    }
    if (!isZip(source)) throw notAVoice(source.name, source.sizeBytes === 0 ? 'empty' : 'unknown');
    return { root: readZipLayout(reader), layout: 'zip', placeholders: met };
  });
}

/**
 * The tensors of a dictionary by their names; what is not a tensor is left out, and what is no dictionary is empty.
 * @throws AppError VOICE_FILE_DAMAGED for far more in tensors than is stored: a large one under a hundred thousand names
 */
export function weightsOf(value: CheckpointValue | undefined): Weights {
  const weights = new Map<string, StoredTensor>();
  if (!isMap(value)) return weights;
  const storages = new Set<Storage>();
  let [spannedBytes, storedBytes] = [0, 0];
  for (const [name, tensor] of value) {
    if (typeof name !== 'string' || !(tensor instanceof StoredTensor)) continue;
    const { storage } = tensor;
    if (weights.size >= checkpointLimits.tensors) throw damagedFile(storage.file, 'too-large', 'tensors');
    weights.set(name, tensor.named(name));
    spannedBytes += tensor.spannedBytes;
    if (!storages.has(storage)) storedBytes += storage.elementCount * storage.numbers.itemBytes;
    storages.add(storage);
    if (spannedBytes > checkpointLimits.sharedBytes + checkpointLimits.sharing * storedBytes) {
      throw damagedFile(storage.file, 'size-disagrees', 'tensors');
    }
  }
  return weights;
}

/** The pickle of a PyTorch file among the entries of an archive; null in any other archive. */
export function findPickle(archive: ZipArchive): ZipEntry | null {
  const isPickle = ({ name }: ZipEntry): boolean => name === PICKLE_NAME || /^[^/]+\/data\.pkl$/.test(name);
  return archive.entries.find(isPickle) ?? null;
}

type Reader = {
  readonly source: ByteSource;
  readonly tools: ByteTools;
  readonly allowance: Allowance;
  readonly placeholders: readonly string[];
  readonly met: Set<string>;
};

function hostOf({ source, allowance, placeholders, met }: Reader, storages: Storages): PickleHost {
  const file = source.name;
  return {
    file,
    allowance,
    findGlobal(module, name) {
      const found = findGlobal(file, placeholders, module, name);
      if (placeholders.includes(found.className)) met.add(found.className);
      return found;
    },
    call(called, parameters) {
      const made = callGlobal(file, called, parameters);
      // One list of pairs, remembered, can be made into any number of dictionaries.
      if (isMap(made)) allowance.take(valueCost.map + valueCost.mapEntry * made.size);
      if (!(made instanceof StoredTensor)) return made;
      allowance.take(valueCost.tensor);
      storages.claim(made);
      return made;
    },
    findPersistent: (id) => storages.find(id),
  };
}

function readZipLayout(reader: Reader): CheckpointValue {
  const { source, tools, allowance } = reader;
  const file = source.name;
  const archive = readZip(source, tools, allowance);
  const entry = findPickle(archive);
  if (entry === null) throw notAVoice(file, 'archive');
  if (entry.sizeBytes > checkpointLimits.pickleBytes) throw damagedFile(file, 'too-large', entry.name);
  const rootFolder = entry.name.slice(0, -PICKLE_NAME.length);
  refuseBigEndian(file, archive, rootFolder);
  const pickle = archive.read(entry);
  allowance.take(pickle.length);
  const storages = new Storages(file, zipStorages(file, archive, rootFolder));
  const root = runPickle(new PickleMachine(new ByteCursor(memorySource(file, pickle)), hostOf(reader, storages)));
  storages.refuseExcess();
  return root;
}

function refuseBigEndian(file: string, archive: ZipArchive, rootFolder: string): void {
  const entry = archive.entries.find(({ name }) => name === `${rootFolder}byteorder`);
  if (entry !== undefined && entry.sizeBytes < 16 && textOf(archive.read(entry)).trim() === 'big') {
    throw damagedFile(file, 'bad-structure', 'big-endian');
  }
}

function isZip(source: ByteSource): boolean {
  if (source.sizeBytes < ZIP_START.length) return false;
  const start = source.read(0, ZIP_START.length);
  return ZIP_START.every((byte, i) => start[i] === byte);
}
