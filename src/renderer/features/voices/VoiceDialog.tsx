import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import type { VoiceLabels } from '../import/useImportActions.ts';
import { useLibrary } from '../session/useStart.ts';
import { useVoiceActions } from './useVoiceActions.ts';
import { VoiceLabelFields } from './VoiceLabelFields.tsx';
import { useVoicesState, type LabelField } from './voicesStore.ts';

type FormProps = { readonly voice: Voice; readonly field: LabelField; readonly onClose: () => void };

function LabelForm({ voice, field, onClose }: FormProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { update } = useVoiceActions();
  const [labels, setLabels] = useState<VoiceLabels>({
    name: voice.name[language],
    consent: voice.consent ?? 'unknown',
    licence: voice.licence ?? '',
  });
  const name = labels.name.trim();
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (name === '') return;
    update(voice, { ...labels, name });
    onClose();
  };
  return (
    <form onSubmit={save}>
      <Heading slot="title" className="title">
        {t('voices.about', { voice: voice.name[language] })}
      </Heading>
      <VoiceLabelFields labels={labels} onChange={setLabels} focused={field} />
      <p className="small t3">{t('voices.consentWhy')}</p>
      <div className="row end">
        <PushButton kind="quiet" onPress={onClose}>
          {t('voices.cancel')}
        </PushButton>
        <PushButton kind="primary" submits isDisabled={name === ''}>
          {t('voices.save')}
        </PushButton>
      </div>
    </form>
  );
}

/** Name, owner and licence of a voice, to be changed. */
export function VoiceDialog(): ReactElement {
  const { voices } = useLibrary();
  const { edited, endEdit } = useVoicesState();
  const voice = voices.find((one) => one.id === edited?.voiceId);
  return (
    <ModalOverlay
      className="veil"
      isDismissable
      isOpen={voice !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) endEdit();
      }}
    >
      <Modal className="dialog">
        <Dialog>{voice && edited && <LabelForm voice={voice} field={edited.field} onClose={endEdit} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}
