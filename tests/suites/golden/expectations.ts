import path from 'node:path';
import { z } from 'zod';
import { AppError, toEnvelope } from '../../../src/contract/errors.ts';
import { errorText } from '../../../src/contract/texts/errorTexts.ts';
import { readJson } from './goldenFolder.ts';
import type { GoldenCase, Verdict } from './types.ts';

const expectationsSchema = z.array(
  z.object({
    file: z.string(),
    expect: z.enum(['load', 'reject', 'load-or-reject']),
    why: z.string().optional(),
  }),
);
export type Expectation = z.infer<typeof expectationsSchema>[number];

/**
 * One case per file of a folder's `expectations.json`. A refusal counts only as an AppError: anything else thrown is a
 * crash.
 * @param load opens the file and says what it found; a Verdict where what it holds was checked too
 */
export function expectationCases(
  name: string,
  folder: string,
  load: (file: string, expectation: Expectation) => string | Verdict | Promise<string | Verdict>,
): readonly GoldenCase[] {
  return readJson(path.join(folder, 'expectations.json'), expectationsSchema).map((expectation) => ({
    name: `${name} ${expectation.file}`,
    run: () => checkExpectation(expectation, () => load(path.join(folder, expectation.file), expectation)),
  }));
}

async function checkExpectation(
  { expect }: Expectation,
  load: () => string | Verdict | Promise<string | Verdict>,
): Promise<Verdict> {
  try {
    const found = await load();
    if (typeof found !== 'string') return found;
    return { passed: expect !== 'reject', figures: expect === 'reject' ? `${found} (must be refused)` : found };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = refusalOf(error);
    return { passed: expect !== 'load', figures: expect === 'load' ? `${refusal} (must load)` : refusal };
  }
}

/** The sentence a person reads. */
export function refusalOf(error: AppError): string {
  const { title, hint } = errorText(toEnvelope(error), 'en');
  return `refused: ${title} ${hint}`;
}
