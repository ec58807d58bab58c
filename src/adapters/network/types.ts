import type { NetworkReason } from '../../contract/network.ts';

/** An answer whose head has come. Its body is read, or let go with `discard`. */
export type NetworkAnswer = {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Leaving the loop over it ends the connection. Throws when the connection breaks before the declared end. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): void;
};

export type BareOptions = { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal };

/**
 * How a machine reaches another one: Node's way or Electron's, given to `openCantado`. It asks with GET, follows no redirect
 * by itself, keeps nothing in a cache, sends no cookies, and uses the proxy of the system. Nothing in the program calls it
 * but the ledger (ledger.ts).
 * Rejects when no answer comes, and when the signal fires.
 */
export type BareRequest = (address: URL, options: BareOptions) => Promise<NetworkAnswer>;

export type NetworkOptions = BareOptions & {
  readonly reason: NetworkReason;
  /** What it is about: a base model's id. */
  readonly subject: string;
};

/** Carried by what the ledger made, so that nothing else can take its place. */
declare const recorded: unique symbol;

/**
 * The one door to the network: every request that the program makes to another computer goes through it and stands in the
 * ledger, with its reason, before it is sent.
 * Rejects as BareRequest, and with AppError OFFLINE where the person wants no network, DISK_FULL or DATABASE_READ_ONLY where
 * it cannot be recorded: nothing is sent then.
 */
export type NetworkRequest = ((address: URL, options: NetworkOptions) => Promise<NetworkAnswer>) & {
  readonly [recorded]: true;
};

/** Hex SHA-256 of a file, read outside this thread. @throws AppError CANCELLED with the signal */
export type HashFile = (path: string, signal: AbortSignal) => Promise<string>;
