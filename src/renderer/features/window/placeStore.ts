import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { VoiceId } from '../../../contract/ids.ts';

export const settingsSections = [
  'general',
  'audio',
  'devices',
  'storage',
  'network',
  'keyboard',
  'statistics',
  'licences',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

type Place = {
  readonly place: 'convert' | 'voices' | 'settings';
  /** Where the settings were opened from. */
  readonly before: 'convert' | 'voices';
  readonly section: SettingsSection;
  readonly isQueueOpen: boolean;
  readonly queueTab: 'now' | 'history';
  /** The voice whose takes the history is opened with; null: those of all. */
  readonly historyVoiceId: VoiceId | null;
  readonly go: (place: Place['place']) => void;
  /** The section of last time where none is named. */
  readonly openSettings: (section?: SettingsSection) => void;
  /** Leaves the settings for where they were opened from. */
  readonly back: () => void;
  readonly openQueue: (tab?: Place['queueTab']) => void;
  readonly openHistoryOf: (voiceId: VoiceId) => void;
  readonly closeQueue: () => void;
};

/** Where in the window the person is; survives a reload of the page. */
export const usePlace = create<Place>()(
  persist(
    (set) => ({
      place: 'convert',
      before: 'convert',
      section: 'general',
      isQueueOpen: false,
      queueTab: 'now',
      historyVoiceId: null,
      go: (place) =>
        set(({ place: here, before }) => ({ place, before: here === 'settings' ? before : here, isQueueOpen: false })),
      openSettings: (section) =>
        set(({ place: here, before, section: last }) => ({
          place: 'settings',
          before: here === 'settings' ? before : here,
          section: section ?? last,
          isQueueOpen: false,
        })),
      back: () => set(({ before }) => ({ place: before })),
      openQueue: (tab) =>
        set((before) => ({ isQueueOpen: true, queueTab: tab ?? before.queueTab, historyVoiceId: null })),
      openHistoryOf: (historyVoiceId) => set({ isQueueOpen: true, queueTab: 'history', historyVoiceId }),
      closeQueue: () => set({ isQueueOpen: false }),
    }),
    {
      name: 'cantado.place',
      storage: createJSONStorage(() => window.sessionStorage),
      partialize: ({ place, before, section }) => ({ place, before, section }),
    },
  ),
);
