import { damagedFile } from '../bytes/refusals.ts';
import type { StoredNumbers } from '../weights/storedNumbers.ts';
import type { Storage, StoredTensor } from '../weights/storedTensor.ts';
import { StorageClass, StorageReference } from './globals.ts';
import { checkpointLimits } from './limits.ts';
import type { CheckpointValue } from './types.ts';

/** Finds where a storage lies. @throws AppError VOICE_FILE_DAMAGED */
export type OpenStorage = (key: string, numbers: StoredNumbers, elementCount: number) => Storage;

/** The storages that the ids of a pickle name, each opened once. */
export class Storages {
  readonly file: string;
  readonly #open: OpenStorage;
  readonly #byKey = new Map<string, Storage>();
  #storedBytes = 0;
  #claimedBytes = 0;

  constructor(file: string, open: OpenStorage) {
    this.file = file;
    this.#open = open;
  }

  get byKey(): ReadonlyMap<string, Storage> {
    return this.#byKey;
  }

  /** @param id ('storage', class, key, location, element count[, view]); the location, such as `cuda:0`, means nothing */
  find(id: CheckpointValue): StorageReference {
    const [mark, storageClass, key, , elementCount, view] = Array.isArray(id) ? id : [];
    const isStorage = mark === 'storage' && storageClass instanceof StorageClass && typeof key === 'string';
    if (!isStorage || typeof elementCount !== 'number' || !(elementCount >= 0)) {
      throw damagedFile(this.file, 'bad-structure', 'storage');
    }
    const storage = this.#byKey.get(key) ?? this.#add(key, storageClass.numbers, elementCount);
    if (storage.numbers !== storageClass.numbers || storage.elementCount !== elementCount) {
      throw damagedFile(this.file, 'size-disagrees', key);
    }
    return new StorageReference(storage, this.#viewOffset(view));
  }

  /** Counts a tensor that was made. */
  claim({ elementCount, storage }: StoredTensor): void {
    this.#claimedBytes += elementCount * storage.numbers.itemBytes;
  }

  /** Call when the pickle is read. @throws AppError VOICE_FILE_DAMAGED for more in tensors than sharing explains */
  refuseExcess(): void {
    if (this.#claimedBytes > this.#storedBytes * checkpointLimits.sharing) {
      throw damagedFile(this.file, 'size-disagrees', 'tensors');
    }
  }

  #add(key: string, numbers: StoredNumbers, elementCount: number): Storage {
    if (this.#byKey.size >= checkpointLimits.storages) throw damagedFile(this.file, 'too-large', 'storages');
    const storage = this.#open(key, numbers, elementCount);
    this.#byKey.set(key, storage);
    this.#storedBytes += elementCount * numbers.itemBytes;
    return storage;
  }

  /** The old layout knew views on storages: (key, offset, size). */
  #viewOffset(view: CheckpointValue | undefined): number {
    if (view === undefined || view === null) return 0;
    const offset = Array.isArray(view) ? view[1] : undefined;
    if (typeof offset !== 'number') throw damagedFile(this.file, 'bad-structure', 'storage');
    return offset;
  }
}
