/**
 * The sorts of index by the four characters that faiss writes first, under the names people know. Only `IwFl` is read
 * here. They are names, the same in every language.
 */
export const indexKinds: ReadonlyMap<string, string> = new Map([
  ['IwFl', 'IVF-Flat'],
  ['IvFl', 'IVF-Flat IvFl'],
  ['IvFL', 'IVF-Flat IvFL'],
  ['IwFd', 'IVF-Flat Dedup'],
  ['IxF2', 'Flat'],
  ['IxFI', 'Flat'],
  ['IxFl', 'Flat'],
  ['IwPQ', 'IVF-PQ'],
  ['IvPQ', 'IVF-PQ'],
  ['IwPf', 'IVF-PQ FastScan'],
  ['IwQR', 'IVF-PQR'],
  ['IvQR', 'IVF-PQR'],
  ['IwSq', 'IVF-SQ'],
  ['IwSQ', 'IVF-SQ'],
  ['IvSQ', 'IVF-SQ'],
  ['IxPQ', 'PQ'],
  ['IxPq', 'PQ'],
  ['IxPo', 'PQ'],
  ['IPfs', 'PQ FastScan'],
  ['IxSQ', 'SQ'],
  ['IxHe', 'LSH'],
  ['IxHE', 'LSH'],
  ['IHNf', 'HNSW'],
  ['IHNp', 'HNSW-PQ'],
  ['IHNs', 'HNSW-SQ'],
  ['IHN2', 'HNSW'],
  ['INSf', 'NSG'],
  ['INNf', 'NNDescent'],
  ['IxMp', 'IDMap'],
  ['IxM2', 'IDMap2'],
  ['IxPT', 'PreTransform'],
  ['IxRF', 'Refine'],
]);

/** How the lists may be kept, by the four characters before them; only `ilar` is read here. */
export const listKinds: ReadonlyMap<string, string> = new Map([
  ['ilod', 'OnDiskInvertedLists'],
  ['il00', 'InvertedLists = null'],
  ['ilbs', 'BlockInvertedLists'],
]);

/** The metrics by faiss's numbers; voices use L2 only. */
export const metricNames: ReadonlyMap<number, string> = new Map([
  [0, 'inner product'],
  [2, 'L1'],
  [3, 'Linf'],
  [4, 'Lp'],
  [20, 'Canberra'],
  [21, 'Bray-Curtis'],
  [22, 'Jensen-Shannon'],
  [23, 'Jaccard'],
]);
