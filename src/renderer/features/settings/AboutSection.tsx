import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../components/Brand.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { Sheet } from '../../components/Sheet.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import { useStatus } from '../session/useStatus.ts';
import { CopyButton } from './CopyButton.tsx';
import { Panes, Part } from './Panes.tsx';
import { ShownText } from './ShownText.tsx';
import { useSaveText } from './useSaveText.ts';

/** All of the diagnostics, before any of it goes anywhere. */
function DiagnosticsSheet({
  text,
  onClose,
}: {
  readonly text: string | null;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const saving = useSaveText();
  return (
    <Sheet title={t('settings.diagnosticsTitle')} isOpen={text !== null} onClose={onClose} isWide>
      <p className="t2 sheet-lead">{t('settings.diagnosticsHint')}</p>
      <ShownText label={t('settings.diagnosticsTitle')} text={text ?? ''} rows={18} />
      <p className="small t2 path" role="status">
        {saving.savedPath !== null && t('settings.saved', { path: saving.savedPath })}
      </p>
      <FaultLine fault={saving.fault} />
      <div className="row end">
        <PushButton kind="quiet" onPress={onClose}>
          {t('settings.close')}
        </PushButton>
        <PushButton onPress={() => void saving.save('cantado-diagnostics.txt', 'txt', text ?? '')}>
          {t('settings.save')}
        </PushButton>
        <CopyButton kind="primary" label={t('settings.copy')} text={() => text ?? ''} />
      </div>
    </Sheet>
  );
}

/** Which program this is, where it keeps its things, and what a report needs. */
export function AboutSection(): ReactElement {
  const { t } = useTranslation();
  const { call, shell } = useTransport();
  const status = useStatus();
  const diagnostics = useMutation({ mutationFn: () => call('diagnostics.get', undefined) });
  return (
    <Panes
      title={t('settings.about')}
      aside={
        <Part title={t('settings.report')}>
          <p className="t2">{t('settings.reportHint')}</p>
          <PushButton isPending={diagnostics.isPending} onPress={() => diagnostics.mutate()}>
            {t('settings.diagnostics')}
          </PushButton>
          <FaultLine fault={diagnostics.error && envelopeOf(diagnostics.error)} />
          <DiagnosticsSheet text={diagnostics.data?.text ?? null} onClose={() => diagnostics.reset()} />
        </Part>
      }
    >
      <Brand name={t('app.name')} />
      <p>{status && t('settings.version', { version: status.version })}</p>
      <p className="t2">{t('settings.whatItIs')}</p>
      {status && (
        <Part title={t('settings.dataFolder')}>
          <p className="path selectable">{status.dataFolder}</p>
          {status.isReadOnly && <p className="t2">{t('settings.readOnly')}</p>}
          {shell && (
            <PushButton onPress={() => void shell.revealFolder(status.dataFolder)}>{t('settings.show')}</PushButton>
          )}
        </Part>
      )}
    </Panes>
  );
}
