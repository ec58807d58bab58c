import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { formatRange } from '../../language/format.ts';

/** The notes of a voice; the speaker's own where a built-in voice has none, and not known where it was not measured. */
export function VoiceRange({ voice }: { readonly voice: Pick<Voice, 'rangeMidi' | 'isBuiltIn'> }): ReactElement {
  const { t } = useTranslation();
  const unknown = t(voice.isBuiltIn ? 'voices.ownRange' : 'voices.unknownRange');
  return <span className="n">{voice.rangeMidi ? formatRange(...voice.rangeMidi) : unknown}</span>;
}
