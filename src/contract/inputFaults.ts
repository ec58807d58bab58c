/** What can be wrong with a value that somebody sent. Texts: texts/inputTexts.ts; a word without one does not compile. */
export const inputFaults = [
  'missing',
  'unknown',
  'not-text',
  'not-a-number',
  'not-a-whole-number',
  'not-true-or-false',
  'not-a-list',
  'not-an-object',
  'not-a-uuid',
  'other-form',
  // these name in `wanted` what would do
  'not-one-of',
  'other-braces',
  'too-long',
  'too-short',
  'too-many',
  'too-few',
  'too-large',
  'too-small',
  'not-as-many',
  'misplaced-file',
  'too-much-json',
  // texts
  'not-a-key',
  'nul',
  'folder-in-name',
  'relative-path',
  // bodies of requests
  'too-deep',
  'stopped',
  'no-file',
  'twice',
  'field-too-long',
  'too-many-parts',
  'no-boundary',
  'not-a-form',
  // voices
  'not-built-in',
  'not-imported',
  /** A sentence in the person's language already, which is `wanted`. */
  'said',
] as const;
export type InputFault = (typeof inputFaults)[number];
