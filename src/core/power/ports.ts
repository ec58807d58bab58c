/** Where the computer takes its power from. */
export type PowerPort = {
  /** Null where the computer does not tell, or has no battery. */
  isOnBattery(): boolean | null;
  /** @returns to be called when nobody listens any more */
  onChange(listener: () => void): () => void;
};
