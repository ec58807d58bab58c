import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaseModel } from '../../../contract/baseModels.ts';
import { baseModelExtensions } from '../../../contract/voiceFiles.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { formatSize } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { ModelProgress } from '../baseModels/ModelProgress.tsx';
import { useBaseModels } from '../baseModels/useBaseModels.ts';
import { pickFiles } from '../recording/pickFile.ts';
import { ConfirmSheet } from './ConfirmSheet.tsx';
import { Part } from './Panes.tsx';

/** Takes a base model from a file of this computer, chosen in the system's dialog or the browser's. */
function useModelImport() {
  const transport = useTransport();
  const [reading, setReading] = useState<{ readonly name: string; readonly importId: string } | null>(null);
  const read = useMutation({
    mutationFn: async () => {
      const { shell } = transport;
      const [file] = shell ? [] : await pickFiles(baseModelExtensions, false);
      const chosen = shell ? await shell.chooseBaseModel() : null;
      if (!file && chosen === null) return null;
      const name = file?.name ?? chosen?.split(/[\\/]/).at(-1) ?? '';
      const importId = crypto.randomUUID();
      setReading({ name, importId });
      const path = file ? (await transport.placeFile(file, () => undefined)).path : (chosen ?? '');
      return transport.call('baseModels.import', { path, name, importId });
    },
    onSettled: () => setReading(null),
  });
  const stop = useMutation({
    mutationFn: (importId: string) => transport.call('baseModels.stopImport', { importId }),
  });
  // Who stopped it knows.
  const fault = read.error && envelopeOf(read.error).code !== 'CANCELLED' ? envelopeOf(read.error) : null;
  return { read, reading, stop, fault };
}

function stateText(model: BaseModel, size: (bytes: number) => string) {
  switch (model.current.state) {
    case 'missing':
      return model.keptBytes > 0
        ? ({ key: 'settings.modelKept', size: size(model.keptBytes) } as const)
        : ({ key: 'settings.modelMissing', size: '' } as const);
    case 'downloading':
    case 'preparing':
      return { key: 'settings.modelPreparing', size: '' } as const;
    case 'ready':
      return { key: 'settings.modelReady', size: '' } as const;
    case 'failed':
      return { key: 'settings.modelFailed', size: '' } as const;
  }
}

function ModelRow({ model }: { readonly model: BaseModel }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { call } = useTransport();
  const [isAsking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: (name: 'baseModels.download' | 'baseModels.cancel' | 'baseModels.remove') =>
      call(name, { modelId: model.id }),
  });
  const { current, title } = model;
  const size = (bytes: number): string => formatSize(bytes, language);
  const state = stateText(model, size);
  const canFetch = current.state === 'missing' || current.state === 'failed';
  return (
    <li className="model">
      <div className="row between">
        <b>{title}</b>
        {current.state !== 'downloading' && (
          <span className={current.state === 'failed' ? 'small alarm' : 'small t2'}>{t(state.key, state)}</span>
        )}
      </div>
      <p className="small t2">{model.purpose[language]}</p>
      <p className="small t3">
        {t('settings.modelFacts', { size: size(model.sizeBytes), host: model.host, licence: model.licence })}
      </p>
      {current.state === 'downloading' && (
        <ModelProgress model={model} doneBytes={current.doneBytes} remainingSec={current.remainingSec} />
      )}
      <div className="row wrap">
        {canFetch && (
          <PushButton
            label={t('settings.modelDownload', { model: title })}
            onPress={() => act.mutate('baseModels.download')}
          >
            {t(model.keptBytes > 0 ? 'settings.goOn' : 'settings.download')}
          </PushButton>
        )}
        {(current.state === 'downloading' || current.state === 'preparing') && (
          <PushButton label={t('settings.modelStop', { model: title })} onPress={() => act.mutate('baseModels.cancel')}>
            {t('settings.stop')}
          </PushButton>
        )}
        {current.state === 'ready' && (
          <PushButton kind="quiet" label={t('settings.modelRemove', { model: title })} onPress={() => setAsking(true)}>
            {t('settings.remove')}
          </PushButton>
        )}
      </div>
      <FaultLine fault={act.error ? envelopeOf(act.error) : current.state === 'failed' ? current.error : null} />
      <ConfirmSheet
        title={t('settings.modelRemoveTitle', { model: title })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        action={t('settings.remove')}
        onConfirm={() => act.mutate('baseModels.remove')}
      >
        <p>{t('settings.modelRemoveHint', { size: size(model.sizeBytes) })}</p>
      </ConfirmSheet>
    </li>
  );
}

/** The networks that many voices share: where each stands, and the ways to get it or be rid of it. */
export function BaseModelsPart(): ReactElement {
  const { t } = useTranslation();
  const models = useBaseModels();
  const { read, reading, stop, fault } = useModelImport();
  return (
    <Part title={t('settings.baseModels')}>
      <p className="t2">{t('settings.baseModelsHint')}</p>
      <ul className="models">
        {models.map((model) => (
          <ModelRow key={model.id} model={model} />
        ))}
      </ul>
      <div className="row wrap">
        <PushButton isPending={read.isPending} onPress={() => read.mutate()}>
          {t('settings.importModel')}
        </PushButton>
        {reading !== null && (
          <>
            <span className="small t2" role="status">
              {t('settings.importing', { file: reading.name })}
            </span>
            <PushButton
              label={t('settings.modelStop', { model: reading.name })}
              onPress={() => stop.mutate(reading.importId)}
            >
              {t('settings.stop')}
            </PushButton>
          </>
        )}
      </div>
      <FaultLine fault={fault} />
    </Part>
  );
}
