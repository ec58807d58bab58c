import { create } from 'zustand';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { ImportReport, NearbyFile, VoiceReading } from '../../../contract/imports.ts';
import type { PlacedFile } from '../../transport/transport.ts';
import type { VoiceGroup } from './fileSorts.ts';

/** A file on its way to the program: dropped, chosen, or lying beside another. */
export type Source = {
  readonly name: string;
  readonly place: (onSent: (sentRatio: number) => void) => Promise<PlacedFile>;
  /** Null for a file that is known by its path. */
  readonly file: File | null;
  /** What was said of it when it was taken for a recording first. */
  readonly notAudio?: ErrorEnvelope;
};
export type VoiceSource = VoiceGroup<Source>;

/** Where the import of a voice, or of a base model, stands. */
export type ImportStep =
  | { readonly kind: 'none' }
  /**
   * sentRatio: how much a browser has sent; null once, or where, nothing is to be sent. readRatio: how far the program is, by
   * the importId of a voice; null before it says so, and always of a base model. Both are stopped by their importId.
   */
  | {
      readonly kind: 'reading';
      readonly what: 'voice' | 'model';
      readonly name: string;
      readonly importId: string;
      readonly sentRatio: number | null;
      readonly readRatio: number | null;
    }
  | { readonly kind: 'report'; readonly report: ImportReport }
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly envelope: ErrorEnvelope;
      /** What lies beside it; empty where that cannot be known. */
      readonly nearby: readonly NearbyFile[];
      readonly again: () => void;
    };

type Import = {
  readonly step: ImportStep;
  /** Voices that came with others and wait for their turn. */
  readonly waiting: readonly VoiceSource[];
  readonly setStep: (step: ImportStep) => void;
  readonly setSent: (sentRatio: number | null) => void;
  readonly setRead: (reading: VoiceReading) => void;
  readonly setWaiting: (waiting: readonly VoiceSource[]) => void;
  /** Takes a refusal out of the view, as something else comes into it. */
  readonly dismissRefused: () => void;
};

const nothing: ImportStep = { kind: 'none' };

export const useImport = create<Import>()((set) => ({
  step: nothing,
  waiting: [],
  setStep: (step) => set({ step }),
  setSent: (sentRatio) => set(({ step }) => (step.kind === 'reading' ? { step: { ...step, sentRatio } } : {})),
  setRead: ({ id, doneRatio }) =>
    set(({ step }) =>
      step.kind === 'reading' && step.importId === id ? { step: { ...step, readRatio: doneRatio } } : {},
    ),
  setWaiting: (waiting) => set({ waiting }),
  dismissRefused: () => set((now) => (now.step.kind === 'refused' ? { step: nothing } : now)),
}));
