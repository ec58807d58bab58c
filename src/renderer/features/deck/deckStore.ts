import { create } from 'zustand';
import type { ExportFormatId } from '../../../contract/exports.ts';
import type { VoiceId } from '../../../contract/ids.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import type { SettingValue } from './deckModel.ts';

/** The part of the deck that can be undone. */
export type DeckState = {
  readonly voiceId: VoiceId | null;
  /** Only what was changed; everything else follows the voice. */
  readonly changed: AnySettingValues;
};

type Deck = DeckState & {
  readonly past: readonly DeckState[];
  readonly future: readonly DeckState[];
  /** The setting a gesture is moving: its steps are one undo. */
  readonly moving: string | null;
  readonly exportFormat: ExportFormatId;
  /** Null: the format's first. */
  readonly exportQuality: string | null;
  readonly start: (state: DeckState & { exportFormat: ExportFormatId; exportQuality: string | null }) => void;
  readonly setSetting: (id: string, value: SettingValue) => void;
  /** Ends a gesture: the next change of the same setting is a new undo step. */
  readonly endGesture: () => void;
  readonly pickVoice: (voiceId: VoiceId) => void;
  readonly load: (state: DeckState) => void;
  readonly setFormat: (format: ExportFormatId, quality: string | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

const longestHistory = 100;

function remember(deck: Deck): Pick<Deck, 'past' | 'future'> {
  const present = { voiceId: deck.voiceId, changed: deck.changed };
  return { past: [...deck.past, present].slice(-longestHistory), future: [] };
}

/** Voice, settings and export format as they stand in the window. */
export const useDeck = create<Deck>()((set) => ({
  voiceId: null,
  changed: {},
  past: [],
  future: [],
  moving: null,
  exportFormat: 'wav',
  exportQuality: null,
  start: (state) => set({ ...state, past: [], future: [], moving: null }),
  setSetting: (id, value) =>
    set((deck) => {
      if (JSON.stringify(deck.changed[id]) === JSON.stringify(value)) return deck;
      const history = deck.moving === id ? {} : remember(deck);
      return { ...history, moving: id, changed: { ...deck.changed, [id]: value } };
    }),
  endGesture: () => set({ moving: null }),
  pickVoice: (voiceId) =>
    set((deck) => (deck.voiceId === voiceId ? deck : { ...remember(deck), moving: null, voiceId })),
  load: (state) => set((deck) => ({ ...remember(deck), moving: null, ...state })),
  setFormat: (exportFormat, exportQuality) => set({ exportFormat, exportQuality }),
  undo: () =>
    set((deck) => {
      const before = deck.past.at(-1);
      if (!before) return deck;
      const present = { voiceId: deck.voiceId, changed: deck.changed };
      return { ...before, moving: null, past: deck.past.slice(0, -1), future: [present, ...deck.future] };
    }),
  redo: () =>
    set((deck) => {
      const [after, ...rest] = deck.future;
      if (!after) return deck;
      const present = { voiceId: deck.voiceId, changed: deck.changed };
      return { ...after, moving: null, past: [...deck.past, present], future: rest };
    }),
}));
