import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

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
  readonly section: SettingsSection;
  readonly isQueueOpen: boolean;
  readonly queueTab: 'now' | 'history';
  readonly go: (place: Place['place']) => void;
  readonly openSettings: (section: SettingsSection) => void;
  readonly openQueue: (tab?: Place['queueTab']) => void;
  readonly closeQueue: () => void;
};

/** Where in the window the person is; survives a reload of the page. */
export const usePlace = create<Place>()(
  persist(
    (set) => ({
      place: 'convert',
      section: 'general',
      isQueueOpen: false,
      queueTab: 'now',
      go: (place) => set({ place }),
      openSettings: (section) => set({ place: 'settings', section, isQueueOpen: false }),
      openQueue: (tab) => set((before) => ({ isQueueOpen: true, queueTab: tab ?? before.queueTab })),
      closeQueue: () => set({ isQueueOpen: false }),
    }),
    {
      name: 'cantado.place',
      storage: createJSONStorage(() => window.sessionStorage),
      partialize: ({ place, section }) => ({ place, section }),
    },
  ),
);
