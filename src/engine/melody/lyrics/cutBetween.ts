/** Where the vowels of a syllable lie in its word: [start, end). */
export type Nucleus = { readonly start: number; readonly end: number };

/**
 * Cuts a word into one syllable per nucleus. Of the consonants between two, the most that can begin a syllable go to the
 * second.
 *
 * @param onsetLengthOf how many of these consonants, from their end, begin a syllable
 */
export function cutBetween(
  word: string,
  nuclei: readonly Nucleus[],
  onsetLengthOf: (consonants: string) => number,
): string[] {
  const cuts = nuclei.slice(1).map(({ start }, index) => {
    const consonants = word.slice(nuclei[index].end, start).toLowerCase();
    return start - onsetLengthOf(consonants);
  });
  return [0, ...cuts].map((from, index) => word.slice(from, cuts[index] ?? word.length));
}
