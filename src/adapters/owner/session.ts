import type { ApiTarget } from '../http/api.ts';

/** One way to the data folder: owning it, or forwarding to its owner. */
export type Session = ApiTarget & {
  readonly isOwner: boolean;
  /** Resolves when the owner is gone; for the owner itself, when it begins again with the library elsewhere or replaced. */
  readonly gone: Promise<void>;
  close(): Promise<void>;
};

/** The owner went away before it answered. Never leaves this folder: the next owner is asked instead. */
export class OwnerGone extends Error {
  override readonly name = 'OwnerGone';
}
