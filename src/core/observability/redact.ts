/** Words a private word may be a part of by chance are only taken whole, letters. */
const shortWord = 3;

/**
 * Takes out of a text whatever could tell a person, a computer or a place: the private words, paths, addresses of every
 * kind, names of media files, and what looks like a token. Made so that a report holds none of it although nothing of it
 * should have come this far.
 */
export function createRedactor(privateWords: readonly string[]): (text: string) => string {
  const words = [...new Set(privateWords.flatMap(spellings))]
    .filter((word) => word.trim() !== '')
    .sort((a, b) => b.length - a.length)
    .map(
      (word) =>
        new RegExp(
          word.length < shortWord ? `(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])` : escaped(word),
          'giu',
        ),
    );
  return (text) => {
    const withoutWords = words.reduce((left, word) => left.replace(word, '(private)'), text);
    return patterns.reduce((left, [pattern, instead]) => left.replace(pattern, instead), withoutWords);
  };
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)]*/giu, '(address)'],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu, '(address)'],
  [/\b[a-z]:[\\/][^\n"'<>|]*/giu, '(path)'],
  [/\\\\[^\n"'<>|]+/gu, '(path)'],
  [/(?<![\p{L}\p{N}_.)])~?\/[^\s/"'<>]+\/[^\n"'<>]*/gu, '(path)'],
  [
    /(?<![\p{L}\p{N}.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\p{L}\p{N}.])/gu,
    '(address)',
  ],
  [
    /[^\s"'<>()/\\]+\.(?:wav|mp3|flac|ogg|opus|m4a|aac|aiff?|mp4|mkv|mov|webm|pth|pt|onnx|index|zip|mid|midi|musicxml|mxl|txt)\b/giu,
    '(file)',
  ],
  [/(?<![\p{L}\p{N}_-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=-]{20,}/giu, '(token)'],
];

/** A folder is written with either slash, escaped in JSON or encoded in an address. */
function spellings(word: string): string[] {
  return [word, word.replaceAll('\\', '/'), word.replaceAll('\\', '\\\\'), addressOf(word)];
}

function addressOf(word: string): string {
  try {
    return encodeURI(word);
  } catch {
    // Half a character: no address can hold it.
    return '';
  }
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
