import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../contract/errors.ts';
import { PushButton } from '../components/PushButton.tsx';
import { useStatus } from '../features/session/useStatus.ts';
import { errorReport } from './actions.ts';

/** Puts the code and the facts of an error on the clipboard, for a report. */
export function CopyDetails({ envelope }: { readonly envelope: ErrorEnvelope }): ReactElement {
  const { t } = useTranslation();
  const version = useStatus()?.version ?? '';
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(errorReport(envelope, version)).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <PushButton kind="quiet" onPress={copy}>
        {isCopied ? t('error.copied') : t('error.copy')}
      </PushButton>
      <span className="sr" role="status">
        {isCopied && t('error.copied')}
      </span>
    </>
  );
}
