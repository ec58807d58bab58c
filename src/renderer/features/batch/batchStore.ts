import { create } from 'zustand';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { Source } from '../import/importStore.ts';

/** A file that is not among those converted, and why: it could not be read, or another one holds the same sound. */
export type LeftOut = { readonly name: string } & ({ readonly envelope: ErrorEnvelope } | { readonly sameAs: string });

/** What a person brought at once: files, and folders where the program can look into them itself. */
export type Brought = {
  readonly files: readonly Source[];
  readonly folders: readonly Source[];
  /** Of the folder or the first file; null: the program names it. */
  readonly name: string | null;
  readonly leftOut: readonly LeftOut[];
};

/** Where bringing many recordings stands. */
export type BatchStep =
  | { readonly kind: 'none' }
  /** A browser looks into a folder. */
  | { readonly kind: 'looking'; readonly folder: string }
  | { readonly kind: 'empty'; readonly folder: string }
  | { readonly kind: 'offer'; readonly brought: Brought }
  | {
      readonly kind: 'sending';
      readonly brought: Brought;
      readonly number: number;
      readonly total: number;
      readonly name: string;
    }
  /** Some, or all, could not be read. */
  | { readonly kind: 'leftOut'; readonly leftOut: readonly LeftOut[]; readonly isBegun: boolean };

type BatchState = { readonly step: BatchStep; readonly setStep: (step: BatchStep) => void };

export const useBatch = create<BatchState>()((set) => ({
  step: { kind: 'none' },
  setStep: (step) => set({ step }),
}));
