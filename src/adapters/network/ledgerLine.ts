import type { NetworkEntry } from '../../contract/network.ts';
import type { LogPort } from '../../core/ports.ts';

/** Where the ledger is kept. */
export type LedgerRows = {
  /** @throws AppError DISK_FULL, DATABASE_READ_ONLY: what cannot be recorded is not sent */
  add(entry: Omit<NetworkEntry, 'id'>): NetworkEntry;
  /** Replaces an entry; where it is the last word of it, the change outlives a power cut. */
  save(entry: NetworkEntry, isLast: boolean): void;
};

type LedgerLineTools = {
  readonly rows: Pick<LedgerRows, 'save'>;
  readonly tell: (entry: NetworkEntry) => void;
  readonly log: Pick<LogPort, 'info'>;
};

/** Bytes that come are written down and told this often at most, ms. */
const pauseMs = 500;

/** One request while it goes on. */
export class LedgerLine {
  readonly #tools: LedgerLineTools;
  #entry: NetworkEntry;
  #savedMs = performance.now();

  /** @param entry as it was added: open */
  constructor(entry: NetworkEntry, tools: LedgerLineTools) {
    this.#entry = entry;
    this.#tools = tools;
    tools.tell(entry);
  }

  nothingSent(): void {
    this.#entry = { ...this.#entry, sentBytes: 0 };
  }

  answered(status: number, headBytes: number): void {
    this.#entry = { ...this.#entry, status, receivedBytes: this.#entry.receivedBytes + headBytes };
    this.#save();
  }

  received(bytes: number): void {
    this.#entry = { ...this.#entry, receivedBytes: this.#entry.receivedBytes + bytes };
    if (performance.now() - this.#savedMs >= pauseMs) this.#save();
  }

  /** The first end counts. */
  end(state: 'answered' | 'failed'): void {
    if (this.#entry.state !== 'open') return;
    this.#entry = { ...this.#entry, state };
    this.#save();
  }

  #save(): void {
    this.#savedMs = performance.now();
    try {
      this.#tools.rows.save(this.#entry, this.#entry.state !== 'open');
    } catch (error) {
      // The request stands in the ledger already; a full disk must not hide what it was about to say.
      this.#tools.log.info('network.unsaved', { requestId: this.#entry.id, reason: String(error) });
    }
    this.#tools.tell(this.#entry);
  }
}
