import type { NetworkEntry } from '../../src/contract/network.ts';
import { createLedger } from '../../src/adapters/network/ledger.ts';
import type { BareRequest, NetworkRequest } from '../../src/adapters/network/types.ts';
import { createMemoryLog } from './memoryLog.ts';

export type RecordedNetwork = {
  readonly request: NetworkRequest;
  /** Every entry as it is now, oldest first. */
  readonly entries: NetworkEntry[];
  /** How often an entry was written. */
  readonly saves: () => number;
  /** Everything that was told, in order. */
  readonly told: NetworkEntry[];
  isOffline: boolean;
};

/** A way to the network behind the real ledger, which is kept in memory. */
export function recordedNetwork(request: BareRequest): RecordedNetwork {
  const entries: NetworkEntry[] = [];
  const told: NetworkEntry[] = [];
  let saveCount = 0;
  const state = { isOffline: false };
  const ledger = createLedger({
    rows: {
      add: (entry) => {
        const added = { ...entry, id: entries.length + 1 };
        entries.push(added);
        return added;
      },
      save: (entry) => {
        saveCount++;
        entries[entry.id - 1] = entry;
      },
      list: () => [...entries].reverse(),
      count: () => entries.length,
    },
    request,
    isOffline: () => state.isOffline,
    nowMs: () => 0,
    log: createMemoryLog(),
  });
  ledger.port.subscribe((entry) => told.push(entry));
  return Object.assign(state, { request: ledger.request, entries, told, saves: () => saveCount });
}

/** The same where only the request itself is asked about. */
export function recorded(request: BareRequest): NetworkRequest {
  return recordedNetwork(request).request;
}
