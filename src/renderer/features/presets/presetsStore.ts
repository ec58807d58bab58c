import { create } from 'zustand';
import type { Preset } from '../../../contract/presets.ts';

type PresetsState = {
  /** The preset that was removed last, until that was undone or dismissed. */
  readonly removed: Preset | null;
  readonly setRemoved: (removed: Preset | null) => void;
};

export const usePresetsState = create<PresetsState>()((set) => ({
  removed: null,
  setRemoved: (removed) => set({ removed }),
}));
