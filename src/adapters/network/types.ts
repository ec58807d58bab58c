/** An answer whose head has come. Its body is read, or let go with `discard`. */
export type NetworkAnswer = {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Leaving the loop over it ends the connection. Throws when the connection breaks before the declared end. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): void;
};

/**
 * The one door to the network: every request that the program makes to another computer goes through a function of this
 * type, given to `openCantado`. It asks with GET, follows no redirect by itself, keeps nothing in a cache, sends no cookies,
 * and uses the proxy of the system.
 * Rejects when no answer comes, and with the signal's reason after the signal.
 */
export type NetworkRequest = (
  address: URL,
  options: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<NetworkAnswer>;
