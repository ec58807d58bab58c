/** Longest name a voice can have, characters. */
const longestVoiceName = 120;

/** How names are compared: case and the composition of accents do not matter. */
export function comparable(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** The name, or where it is taken the same with the first free number: `Ana`, `Ana (2)`, `Ana (3)`. */
export function freeName(
  wanted: string,
  isTaken: (name: string) => boolean,
  longest: number = longestVoiceName,
): string {
  const name = wanted.trim().slice(0, longest);
  if (!isTaken(name)) return name;
  const base = name.replace(/ \(\d+\)$/, '');
  for (let count = 2; ; count++) {
    const suffix = ` (${String(count)})`;
    const candidate = `${base.slice(0, longest - suffix.length).trimEnd()}${suffix}`;
    if (!isTaken(candidate)) return candidate;
  }
}
