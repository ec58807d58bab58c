import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';
import { Sheet } from '../../components/Sheet.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import type { Bring } from '../import/useBring.ts';
import { usePlace } from '../window/placeStore.ts';
import { BatchOffer } from './BatchOffer.tsx';
import { useBatch, type BatchStep, type LeftOut } from './batchStore.ts';
import { useBatchActions, type BatchActions } from './useBatchActions.ts';

function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <ul className="left-out">
      {leftOut.map((one, index) => (
        <li key={index}>
          <b className="selectable">{one.name}</b>
          <span className="t2 selectable">
            {'sameAs' in one ? t('batch.same', { name: one.sameAs }) : errorText(one.envelope).title}
          </span>
        </li>
      ))}
    </ul>
  );
}

type BodyProps = {
  readonly step: Exclude<BatchStep, { readonly kind: 'none' }>;
  readonly model: ConvertModel;
  readonly bring: Bring;
  readonly actions: BatchActions;
};

function Body({ step, model, bring, actions }: BodyProps): ReactElement {
  const { t } = useTranslation();
  const close = (
    <PushButton kind="quiet" onPress={actions.close}>
      {t('batch.close')}
    </PushButton>
  );
  switch (step.kind) {
    case 'looking':
      return (
        <div className="row end">
          <PushButton kind="quiet" onPress={actions.close}>
            {t('batch.cancel')}
          </PushButton>
        </div>
      );
    case 'empty':
      return <div className="row end">{close}</div>;
    case 'offer':
      return <BatchOffer brought={step.brought} model={model} bring={bring} actions={actions} />;
    case 'sending': {
      const percent = Math.floor(((step.number - 1) / step.total) * 100);
      return (
        <>
          <p className="t2" role="status">
            {t('batch.sending', { number: step.number, total: step.total, name: step.name })}
          </p>
          <div
            className="pbar"
            role="progressbar"
            aria-label={t('batch.convertAll')}
            aria-valuenow={percent}
            aria-valuetext={t('convert.percent', { percent })}
          >
            <i style={{ width: `${String(percent)}%` }} />
          </div>
          <div className="row end">
            <PushButton kind="quiet" onPress={actions.close}>
              {t('batch.stopSending')}
            </PushButton>
          </div>
        </>
      );
    }
    case 'leftOut':
      return (
        <>
          <p className="t2">{t(step.isBegun ? 'batch.begun' : 'batch.noneBegun')}</p>
          <LeftOutList leftOut={step.leftOut} />
          <div className="row end">
            {close}
            {step.isBegun && (
              <PushButton
                kind="primary"
                onPress={() => {
                  actions.close();
                  usePlace.getState().openQueue('now');
                }}
              >
                {t('batch.showQueue')}
              </PushButton>
            )}
          </div>
        </>
      );
  }
}

function useTitle(step: BatchStep): string {
  const { t } = useTranslation();
  switch (step.kind) {
    case 'none':
      return '';
    case 'looking':
      return t('batch.reading', { name: step.folder });
    case 'empty':
      return t('batch.noneFound', { name: step.folder });
    case 'leftOut':
      return t('batch.leftOut', { count: step.leftOut.length });
    case 'offer':
    case 'sending': {
      const { files, folders } = step.brought;
      const [only] = folders;
      if (only && folders.length === 1 && files.length === 0) return t('batch.titleFolder', { name: only.name });
      const fileCount = t('batch.title', { count: files.length });
      const folderCount = t('batch.titleFolders', { count: folders.length });
      if (folders.length === 0) return fileCount;
      return files.length === 0 ? folderCount : t('batch.titleMixed', { files: fileCount, folders: folderCount });
    }
  }
}

/** Many recordings were brought at once: whether they shall be converted together, and how. */
export function BatchSheet({ model, bring }: Pick<BodyProps, 'model' | 'bring'>): ReactElement {
  const step = useBatch((state) => state.step);
  const actions = useBatchActions();
  const title = useTitle(step);
  return (
    <Sheet title={title} isOpen={step.kind !== 'none'} onClose={actions.close} isWide>
      {step.kind !== 'none' && <Body step={step} model={model} bring={bring} actions={actions} />}
    </Sheet>
  );
}
