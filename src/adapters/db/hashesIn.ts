/** Whatever looks like a SHA-256: a hash of something else does no harm, and a text that cannot be read still names. */
export function hashesIn(texts: readonly unknown[]): string[] {
  return texts.flatMap((text) => String(text).match(/\b[0-9a-f]{64}\b/g) ?? []);
}
