import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { envelopeOf } from '../../../errors/actions.ts';
import { FaultLine } from '../../../errors/FaultLine.tsx';
import { useStatus } from '../../session/useStatus.ts';
import { Loading, Panes, Part } from '../Panes.tsx';
import { BackUpControl } from './BackUpControl.tsx';
import { ClearControls } from './ClearControls.tsx';
import { MoveControl } from './MoveControl.tsx';
import { RestoreControl } from './RestoreControl.tsx';
import { RulesPart } from './RulesPart.tsx';
import { UsageBar } from './UsageBar.tsx';
import { useStorageUsage } from './useStorage.ts';
import { WorkLine } from './WorkLine.tsx';

/** What the library takes, the rules by which it is kept small, and where it lies. */
export function StorageSection(): ReactElement {
  const { t } = useTranslation();
  const { data: usage, error } = useStorageUsage();
  const isReadOnly = useStatus()?.isReadOnly === true;
  return (
    <Panes
      title={t('settings.storage')}
      aside={
        <Part title={t('settings.library')}>
          <WorkLine />
          {isReadOnly ? (
            <p className="t2">{t('settings.readOnly')}</p>
          ) : (
            <>
              <MoveControl usage={usage} />
              <BackUpControl usage={usage} />
              <RestoreControl />
            </>
          )}
        </Part>
      }
    >
      {usage ? (
        <UsageBar usage={usage} />
      ) : error ? (
        <FaultLine fault={envelopeOf(error)} />
      ) : (
        <Loading text={t('settings.measuring')} />
      )}
      {usage && !isReadOnly && <ClearControls usage={usage} />}
      <RulesPart usage={usage} />
    </Panes>
  );
}
