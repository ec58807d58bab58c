/** What training programs put before and behind the name of a voice. */
const trainingMarks: readonly RegExp[] = [
  /^(added|trained)_/i,
  /IVF\d+_Flat_?/i,
  /^nprobe_\d+_?/i,
  /(_best_epoch|_best|_final)$/i,
  /_e\d+(_s\d+)?$/i,
  /_\d+e(_\d+s)?$/i,
  /_v[12]$/i,
];
const extension = /\.[a-z0-9]{1,11}$/i;
/** Names of fewer letters are in too many others to say anything. */
const tellingLetters = 3;

/** The file's own name, without folders. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a file in its archive, '' at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The voice's name in the name of its file: `added_IVF512_Flat_nprobe_1_mare-alta_v2.index` → `mare-alta`. */
export function voiceNameIn(path: string): string {
  const name = baseName(path).replace(extension, '');
  return trainingMarks.reduce((rest, mark) => rest.replace(mark, ''), name).replace(/^[\s_-]+|[\s_-]+$/g, '');
}

/** How surely two files are of one voice, by their names: 3 the same name, 2 one inside the other, 0 nothing in common. */
export function nameLikeness(first: string, second: string): 0 | 2 | 3 {
  const [a, b] = [lettersOf(first), lettersOf(second)];
  if (a === '' || b === '') return 0;
  if (a === b) return 3;
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return shorter.length >= tellingLetters && longer.includes(shorter) ? 2 : 0;
}

function lettersOf(path: string): string {
  return voiceNameIn(path)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
