/** What a case came to: the figures it reached, in one line. */
export type Verdict = { readonly passed: boolean; readonly figures: string };

/** One thing a golden folder promises. */
export type GoldenCase = {
  /** Kind folder and what lies in it, such as `voices/v2_f0_40k case1`. */
  readonly name: string;
  run(): Verdict | Promise<Verdict>;
};
