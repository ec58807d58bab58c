import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { RecordingId, TakeId } from '../../../contract/ids.ts';

/** A failure in front of the person, and what to do again if it is wished. */
export type Problem = {
  readonly envelope: ErrorEnvelope;
  /** Name of the file that was being opened; null when it was something else. */
  readonly file: string | null;
  readonly again: (() => void) | null;
};

/** A plain sentence that something was done. */
export type Remark = { readonly text: string; readonly path: string | null };

type Session = {
  readonly recordingId: RecordingId | null;
  readonly takeId: TakeId | null;
  /** The take that was asked for here and was not heard yet. */
  readonly newTakeId: TakeId | null;
  /** Name of the file on its way in. */
  readonly opening: string | null;
  /** Fills the view: a recording could not be opened. */
  readonly blocking: Problem | null;
  /** One line: something else failed. */
  readonly problem: Problem | null;
  readonly remark: Remark | null;
  readonly isAdvancedOpen: boolean;
  readonly showRecording: (recordingId: RecordingId, takeId: TakeId | null) => void;
  readonly selectTake: (takeId: TakeId | null) => void;
  readonly showNewTake: (takeId: TakeId) => void;
  readonly setTakeHeard: () => void;
  readonly setOpening: (name: string | null) => void;
  readonly setBlocking: (problem: Problem | null) => void;
  readonly setProblem: (problem: Problem | null) => void;
  readonly setRemark: (remark: Remark | null) => void;
  readonly toggleAdvanced: () => void;
  readonly forget: () => void;
};

/** What the window looks at. Recording and take survive a reload of the page. */
export const useSession = create<Session>()(
  persist(
    (set) => ({
      recordingId: null,
      takeId: null,
      newTakeId: null,
      opening: null,
      blocking: null,
      problem: null,
      remark: null,
      isAdvancedOpen: false,
      showRecording: (recordingId, takeId) =>
        set({ recordingId, takeId, opening: null, blocking: null, problem: null, remark: null }),
      selectTake: (takeId) => set({ takeId, remark: null }),
      showNewTake: (takeId) => set({ takeId, newTakeId: takeId, remark: null }),
      setTakeHeard: () => set({ newTakeId: null }),
      setOpening: (opening) => set({ opening, blocking: null }),
      setBlocking: (blocking) => set({ blocking, opening: null }),
      // Nobody is disturbed when there was no problem to take away.
      setProblem: (problem) => set((session) => (session.problem === problem ? session : { problem })),
      setRemark: (remark) => set({ remark }),
      toggleAdvanced: () => set((session) => ({ isAdvancedOpen: !session.isAdvancedOpen })),
      forget: () => set({ recordingId: null, takeId: null, blocking: null }),
    }),
    {
      name: 'cantado.session',
      storage: createJSONStorage(() => window.sessionStorage),
      partialize: ({ recordingId, takeId, isAdvancedOpen }) => ({ recordingId, takeId, isAdvancedOpen }),
    },
  ),
);
