/** What can be wrong at a place of a plan file. Texts: texts/melodyTexts.ts; a word without one does not compile. */
export const planFaults = [
  'not-json',
  'not-a-plan',
  'later-version',
  'shape',
  'order',
  'overlap',
  'outside-recording',
  'outside-take',
  'no-such-syllable',
  'other-length',
] as const;
export type PlanFault = (typeof planFaults)[number];
