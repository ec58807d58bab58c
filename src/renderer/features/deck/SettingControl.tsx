import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { lackOf } from '../../../contract/settings/voiceNeeds.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { EffectsControl } from '../effects/EffectsControl.tsx';
import { isMelodyMode } from '../melody/song.ts';
import { ChoiceControl } from './ChoiceControl.tsx';
import type { NamedSetting } from './deckModel.ts';
import { KeyControl } from './KeyControl.tsx';
import { NotesControl } from './NotesControl.tsx';
import { NumberControl } from './NumberControl.tsx';
import { transposeReason } from './transposeReason.ts';

type SettingControlProps = { readonly named: NamedSetting; readonly model: ConvertModel };

/** The control of one setting, made from its descriptor. */
export function SettingControl({ named: { id, descriptor }, model }: SettingControlProps): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const value = model.settings[id] ?? descriptor.default;
  switch (descriptor.kind) {
    case 'number': {
      const suggestedSt = id === 'transposeSt' ? (model.preview?.suggestedTransposeSt ?? null) : null;
      // A tempo that was chosen says nothing of the one that would be.
      const tempoBpm = value === 'auto' ? (model.preview?.tempoBpm ?? null) : null;
      const suggested = id === 'tempoBpm' ? tempoBpm : suggestedSt;
      const instead = model.lacksMelody
        ? t('deck.keyAutoLater')
        : t(model.preview ? 'melody.ownTime' : 'deck.listening');
      const lack = lackOf(descriptor, model.voice)?.[language] ?? null;
      const medianMidi = model.analysis?.medianMidi ?? null;
      return (
        <NumberControl
          id={id}
          setting={descriptor}
          value={value}
          suggested={suggested}
          instead={instead}
          lack={lack}
          reason={
            isMelodyMode(model.settings)
              ? null
              : transposeReason({ voice: model.voice, medianMidi, suggestedSt }, language, t)
          }
        />
      );
    }
    case 'choice':
      return <ChoiceControl id={id} setting={descriptor} value={String(value)} />;
    case 'key':
      return (
        <KeyControl
          id={id}
          setting={descriptor}
          value={String(value)}
          detected={isMelodyMode(model.settings) ? (model.preview?.key ?? null) : (model.analysis?.key?.key ?? null)}
        />
      );
    case 'notes':
      return <NotesControl id={id} setting={descriptor} value={value} keyText={model.preview?.key ?? null} />;
    case 'effects':
      return <EffectsControl id={id} setting={descriptor} value={String(value)} />;
  }
}
