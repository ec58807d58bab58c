import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { envelopeOf } from '../../../errors/actions.ts';
import { FaultLine } from '../../../errors/FaultLine.tsx';

/** Why work on the library ended without being done; that a person stopped it is no fault. */
export function WorkFault({ error }: { readonly error: Error | null }): ReactElement | null {
  const { t } = useTranslation();
  if (!error) return null;
  const envelope = envelopeOf(error);
  if (envelope.code !== 'CANCELLED') return <FaultLine fault={envelope} />;
  return (
    <p className="small t2" role="status">
      {t('settings.stopped')}
    </p>
  );
}
