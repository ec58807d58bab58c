import { create } from 'zustand';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { TakeId } from '../../../contract/ids.ts';

/** One line over the lists of the drawer: what was done, how to undo it, or what did not work. */
export type DrawerNote =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'removed'; readonly takeId: TakeId; readonly name: string }
  | { readonly kind: 'problem'; readonly envelope: ErrorEnvelope; readonly again: () => void };

type Drawer = {
  readonly note: DrawerNote | null;
  /** The row whose actions are shown, by its key. */
  readonly openRow: string | null;
  /** The row that is being dragged. */
  readonly dragged: string | null;
  readonly setNote: (note: DrawerNote | null) => void;
  readonly toggleRow: (key: string) => void;
  readonly drag: (key: string | null) => void;
};

export const useDrawer = create<Drawer>()((set) => ({
  note: null,
  openRow: null,
  dragged: null,
  setNote: (note) => set({ note }),
  toggleRow: (key) => set(({ openRow }) => ({ openRow: openRow === key ? null : key })),
  drag: (dragged) => set({ dragged }),
}));
