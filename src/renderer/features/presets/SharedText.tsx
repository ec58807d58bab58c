import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';
import { TextLines } from '../../components/TextLines.tsx';

/** A preset as text where the clipboard cannot be written to: to be copied by hand. */
export function SharedText({ text, onDone }: { readonly text: string; readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <TextLines
        label={t('presets.text')}
        hint={t('presets.shareByHand')}
        value={text}
        maxLength={text.length}
        onChange={() => undefined}
        fault={null}
        isCode
      />
      <div className="row end">
        <PushButton onPress={onDone}>{t('presets.back')}</PushButton>
      </div>
    </>
  );
}
