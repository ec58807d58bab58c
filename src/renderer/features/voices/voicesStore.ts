import { create } from 'zustand';
import type { VoiceId } from '../../../contract/ids.ts';
import type { Voice } from '../../../contract/voices.ts';

/** The field of a voice's dialog that is looked at first. */
export type LabelField = 'name' | 'licence';

type VoicesState = {
  /** The voice whose labels are being changed. */
  readonly edited: { readonly voiceId: VoiceId; readonly field: LabelField } | null;
  /** The voice that went into the bin last, until that was undone or dismissed. */
  readonly removed: { readonly voice: Voice; readonly wasChosen: boolean } | null;
  readonly edit: (voiceId: VoiceId, field: LabelField) => void;
  readonly endEdit: () => void;
  readonly setRemoved: (removed: VoicesState['removed']) => void;
};

/** What is being done to the voices of the library. */
export const useVoicesState = create<VoicesState>()((set) => ({
  edited: null,
  removed: null,
  edit: (voiceId, field) => set({ edited: { voiceId, field } }),
  endEdit: () => set({ edited: null }),
  setRemoved: (removed) => set({ removed }),
}));
