import type { Notice, NoticeCode } from '../../../contract/notices.ts';

/** What is decided when words are laid on a melody; said beside the melody, before anything is rendered. */
const decisions: readonly NoticeCode[] = [
  'CHORDS_REDUCED',
  'NOTES_MOVED_BY_OCTAVES',
  'MELODY_TRANSPOSED',
  'WORDS_REPEATED',
  'MELODY_REPEATED',
  'LYRICS_DIFFER',
  'GUIDE_DIFFERS',
  'VOWELS_STRETCHED',
];

/** Whether a notice of a take tells what was not said before it was made. */
export function isNews({ code }: Notice): boolean {
  return !decisions.includes(code);
}
