import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { VoiceId } from '../../../contract/ids.ts';

type LibraryView = {
  readonly look: 'grid' | 'list';
  /** Whose passport is shown; null: the voice that is chosen in Convert. */
  readonly selectedId: VoiceId | null;
  /** The removed voices are shown instead of the others. */
  readonly isBin: boolean;
  readonly setLook: (look: LibraryView['look']) => void;
  readonly select: (voiceId: VoiceId | null) => void;
  readonly openBin: () => void;
  readonly closeBin: () => void;
};

/** How the person looks at the voices; only grid or list is kept for the next time. */
export const useLibraryView = create<LibraryView>()(
  persist(
    (set) => ({
      look: 'grid',
      selectedId: null,
      isBin: false,
      setLook: (look) => set({ look }),
      select: (selectedId) => set({ selectedId }),
      openBin: () => set({ isBin: true }),
      closeBin: () => set({ isBin: false }),
    }),
    {
      name: 'cantado.library',
      storage: createJSONStorage(() => window.localStorage),
      partialize: ({ look }) => ({ look }),
    },
  ),
);
