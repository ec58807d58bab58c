import { create } from 'zustand';
import type { ExportFormatId } from '../../../contract/exports.ts';
import type { VoiceId } from '../../../contract/ids.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { noSong, type Song } from '../../../contract/song.ts';
import type { SettingValue } from './deckModel.ts';

/** The part of the deck that can be undone. */
export type DeckState = {
  readonly voiceId: VoiceId | null;
  /** Only what was changed; everything else follows the voice. */
  readonly changed: AnySettingValues;
  /** Melody, words and backing. */
  readonly song: Song;
};

type Exports = {
  readonly exportFormat: ExportFormatId;
  /** Null: the format's first. */
  readonly exportQuality: string | null;
  /** Whether exports carry the backing. */
  readonly isBackingExported: boolean;
};

type Deck = DeckState &
  Exports & {
    readonly past: readonly DeckState[];
    readonly future: readonly DeckState[];
    /** The setting, or the part of the song, that a gesture is moving: its steps are one undo. */
    readonly moving: string | null;
    readonly start: (state: Partial<DeckState> & Partial<Exports>) => void;
    readonly setSetting: (id: string, value: SettingValue) => void;
    /** Ends a gesture: the next change of the same setting is a new undo step. */
    readonly endGesture: () => void;
    readonly pickVoice: (voiceId: VoiceId) => void;
    /** Changes the song, and settings that go with it, in one step. */
    readonly setSong: (
      song: Partial<Song>,
      together?: { readonly moving?: string; readonly settings?: AnySettingValues },
    ) => void;
    /** What is left out stays as it is. */
    readonly load: (state: Partial<DeckState>) => void;
    readonly setBackingExported: (isExported: boolean) => void;
    readonly setFormat: (format: ExportFormatId, quality: string | null) => void;
    readonly undo: () => void;
    readonly redo: () => void;
  };

const longestHistory = 100;

function presentOf({ voiceId, changed, song }: Deck): DeckState {
  return { voiceId, changed, song };
}

function remember(deck: Deck): Pick<Deck, 'past' | 'future'> {
  return { past: [...deck.past, presentOf(deck)].slice(-longestHistory), future: [] };
}

/** Voice, settings and export format as they stand in the window. */
export const useDeck = create<Deck>()((set) => ({
  voiceId: null,
  changed: {},
  song: noSong,
  past: [],
  future: [],
  moving: null,
  exportFormat: 'wav',
  exportQuality: null,
  isBackingExported: false,
  start: (state) => set({ song: noSong, ...state, past: [], future: [], moving: null }),
  setSetting: (id, value) =>
    set((deck) => {
      if (JSON.stringify(deck.changed[id]) === JSON.stringify(value)) return deck;
      const history = deck.moving === id ? {} : remember(deck);
      return { ...history, moving: id, changed: { ...deck.changed, [id]: value } };
    }),
  endGesture: () => set({ moving: null }),
  pickVoice: (voiceId) =>
    set((deck) => (deck.voiceId === voiceId ? deck : { ...remember(deck), moving: null, voiceId })),
  setSong: (song, { moving = null, settings = {} } = {}) =>
    set((deck) => {
      const history = moving !== null && deck.moving === moving ? {} : remember(deck);
      return { ...history, moving, song: { ...deck.song, ...song }, changed: { ...deck.changed, ...settings } };
    }),
  load: (state) => set((deck) => ({ ...remember(deck), moving: null, ...state })),
  setBackingExported: (isBackingExported) => set({ isBackingExported }),
  setFormat: (exportFormat, exportQuality) => set({ exportFormat, exportQuality }),
  undo: () =>
    set((deck) => {
      const before = deck.past.at(-1);
      if (!before) return deck;
      return { ...before, moving: null, past: deck.past.slice(0, -1), future: [presentOf(deck), ...deck.future] };
    }),
  redo: () =>
    set((deck) => {
      const [after, ...rest] = deck.future;
      if (!after) return deck;
      return { ...after, moving: null, past: [...deck.past, presentOf(deck)], future: rest };
    }),
}));
