/** Bounds on what the pickle of a PyTorch file may make; each is far above what any voice or base model needs. */
export const checkpointLimits = {
  /** A voice has 0.1 MB, a training checkpoint 0.5 MB; a tensor takes 0.2 kB. */
  pickleBytes: 2 * 2 ** 20,
  /** Everything that is held while a file is read: the pickle, its values, one unpacked storage. */
  heldBytes: 256 * 2 ** 20,
  textBytes: 2 ** 20,
  /** Python's own numbers have up to 8 bytes, the mark of the old layout 10. */
  integerBytes: 32,
  nameBytes: 256,
  openMarks: 1000,
  storages: 50_000,
  /** Of one dictionary. */
  tensors: 50_000,
  /** Numbers as keys, of one pickle: those of an optimiser's state. Chosen well, they all land in one place of a Map. */
  numberKeys: 10_000,
  /** All tensors together to all that is stored, as tensors may share a storage. */
  sharing: 4,
  /** Beyond that sharing, for small tensors that many names stand for. */
  sharedBytes: 64 * 2 ** 20,
  /** How often all packed storages may be unpacked: once when they are checked, and once for each network. */
  unpackings: 8,
} as const;

/** What a value costs at most in this program's memory, bytes. */
export const valueCost = { slot: 16, list: 64, map: 256, mapEntry: 64, object: 256, tensor: 1024 } as const;
