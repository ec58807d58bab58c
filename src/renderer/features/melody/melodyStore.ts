import { create } from 'zustand';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { Recording } from '../../../contract/recordings.ts';

/** Where the way of a file into the song stands. */
export type MelodyStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string }
  /** Sound may be meant in three ways; the person is asked. */
  | { readonly kind: 'question'; readonly recording: Recording }
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly envelope: ErrorEnvelope;
      readonly again: () => void;
    };

type MelodyState = { readonly step: MelodyStep; readonly setStep: (step: MelodyStep) => void };

export const nothingOnItsWay: MelodyStep = { kind: 'none' };

export const useMelodyStep = create<MelodyState>()((set) => ({
  step: nothingOnItsWay,
  setStep: (step) => set({ step }),
}));
