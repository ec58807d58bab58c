import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaseModel } from '../../../contract/baseModels.ts';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import { formatSize } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { bytesLeft } from './missingModel.ts';
import { ModelProgress } from './ModelProgress.tsx';
import { useModelActions } from './useBaseModels.ts';

type ModelOfferProps = { readonly model: BaseModel; readonly voice: Voice; readonly onChooseFile: () => void };

/** What is missing, what it is for and what works without it, and who would be asked. */
function About({ model, voice }: Omit<ModelOfferProps, 'onChooseFile'>): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  const failure = model.current.state === 'failed' ? errorText(model.current.error) : null;
  return (
    <div className="about-model">
      <p className="lead">{t('models.needed', { voice: voice.name[language], model: model.title })}</p>
      {failure ? (
        <p className="small" role="alert">
          <span className="alarm row">
            <Icon name="alarm" /> {failure.title}
          </span>
          <span className="t2 selectable">{failure.hint}</span>
        </p>
      ) : (
        <p className="small t2">{model.purpose[language]}</p>
      )}
      <p className="small t3">
        {t('models.source', {
          size: formatSize(model.sizeBytes, language),
          host: model.host,
          licence: model.licence,
        })}
      </p>
    </div>
  );
}

/** A base model at the moment it is needed: what it is for, and the ways to get it. */
export function ModelOffer({ model, voice, onChooseFile }: ModelOfferProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { download, cancel } = useModelActions();
  // The pressed button is replaced by the next one, which then takes the focus.
  const [hasPressed, setPressed] = useState(false);
  const press = (action: (modelId: string) => void): void => {
    setPressed(true);
    action(model.id);
  };
  const { current } = model;
  if (current.state === 'downloading') {
    return (
      <div className="offer">
        <ModelProgress model={model} doneBytes={current.doneBytes} remainingSec={current.remainingSec} />
        <PushButton takesFocus={hasPressed} onPress={() => press(cancel)}>
          {t('models.cancel')}
        </PushButton>
      </div>
    );
  }
  if (current.state === 'preparing') {
    return (
      <div className="offer">
        <p role="status">{t('models.preparing', { model: model.title })}</p>
        <PushButton takesFocus={hasPressed} onPress={() => press(cancel)}>
          {t('models.cancel')}
        </PushButton>
      </div>
    );
  }
  const left = bytesLeft(model);
  const goOn = left === 0 ? t('settings.goOn') : t('models.goOn', { size: formatSize(left, language) });
  const begin = model.keptBytes > 0 ? goOn : t('models.download', { size: formatSize(model.sizeBytes, language) });
  const first = current.state === 'failed' ? t('error.again') : begin;
  return (
    <div className="offer">
      <About model={model} voice={voice} />
      <div className="row wrap">
        <PushButton kind="primary" takesFocus={hasPressed} onPress={() => press(download)}>
          {first}
        </PushButton>
        <PushButton onPress={onChooseFile}>{t('models.useFile')}</PushButton>
      </div>
    </div>
  );
}
