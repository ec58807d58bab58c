import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';

type CopyButtonProps = {
  readonly label: string;
  readonly text: () => string;
  readonly kind?: 'plain' | 'primary' | 'quiet';
};

/** Puts a text on the clipboard and says so. */
export function CopyButton({ label, text, kind = 'quiet' }: CopyButtonProps): ReactElement {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <PushButton kind={kind} onPress={copy}>
        {isCopied ? t('settings.copied') : label}
      </PushButton>
      <span className="sr" role="status">
        {isCopied && t('settings.copied')}
      </span>
    </>
  );
}
