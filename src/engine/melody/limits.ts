/** Bounds on what a score file may hold beside the melody that is made of it; an opera stays far below each. */
export const fileLimits = {
  /** In all tracks together. */
  notes: 500_000,
  lyricEvents: 100_000,
  tempos: 20_000,
  /** Track chunks of a MIDI file, parts of a MusicXML file. */
  tracks: 1024,
  /** Elements of a MusicXML file that are looked at. */
  elements: 2_000_000,
  elementDepth: 64,
  measures: 100_000,
  /** Held while a compressed file is opened, bytes. */
  heldBytes: 96 * 1024 ** 2,
  /** Typed notes, characters. */
  textCharacters: 1024 ** 2,
} as const;

/** Shorter than this and two notes touch: rounding of beats, not music. */
export const touchingBeats = 1e-6;
