import type { ErrorCode, ErrorDetails, ErrorEnvelope } from '../errors.ts';
import type { Language } from '../language.ts';
import { jobErrorTexts } from './jobErrors.ts';
import { libraryErrorTexts } from './libraryErrors.ts';
import { machineErrorTexts } from './machineErrors.ts';
import { melodyErrorTexts } from './melodyErrors.ts';
import { modelErrorTexts } from './modelErrors.ts';
import { plainDetails } from './plainWords.ts';
import { recordingErrorTexts } from './recordingErrors.ts';
import type { ErrorText, TextFor } from './text.ts';
import { voiceErrorTexts } from './voiceErrors.ts';

/** One text per code and language; a new code without one does not compile. */
export const errorTexts: { readonly [C in ErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  ...recordingErrorTexts,
  ...voiceErrorTexts,
  ...melodyErrorTexts,
  ...modelErrorTexts,
  ...jobErrorTexts,
  ...libraryErrorTexts,
  ...machineErrorTexts,
};

/** The sentences a person reads for an error. */
export function errorText(envelope: ErrorEnvelope, language: Language): ErrorText {
  const write = errorTexts[envelope.code][language] as (details: ErrorEnvelope['details']) => ErrorText;
  return write(plainDetails(envelope.details));
}
