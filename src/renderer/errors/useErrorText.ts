import type { ErrorEnvelope } from '../../contract/errors.ts';
import { errorText, errorTexts } from '../../contract/texts/errorTexts.ts';
import type { ErrorText } from '../../contract/texts/text.ts';
import { useLanguage } from '../language/i18n.ts';

/** The sentences for an error in the language of the window. A code of another version reads as INTERNAL. */
export function useErrorText(): (envelope: ErrorEnvelope) => ErrorText {
  const language = useLanguage();
  return (envelope) =>
    errorText(
      Object.hasOwn(errorTexts, envelope.code) ? envelope : { code: 'INTERNAL', details: { id: envelope.code } },
      language,
    );
}
