import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { Keycap } from '../../components/Keycap.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { errorActions } from '../../errors/actions.ts';
import { CopyDetails } from '../../errors/CopyDetails.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import type { Bring } from './useBring.ts';
import type { ImportStep } from './importStore.ts';
import { offerOf, type Offer } from './nearby.ts';
import { NearbyTable } from './NearbyTable.tsx';
import { pathSource } from './useImportActions.ts';

type Refused = Extract<ImportStep, { kind: 'refused' }>;
type RefusedViewProps = { readonly refused: Refused; readonly bring: Bring };

/** What to do instead: the voice beside it first, else the same again where that can help, else another file. */
function Actions({ refused, bring, offer }: RefusedViewProps & { readonly offer: Offer }): ReactElement {
  const { t } = useTranslation();
  const { voice, index } = offer;
  const canHelp = errorActions[refused.envelope.code] === 'tryAgain';
  const isAnotherFirst = voice === null && !canHelp;
  return (
    <div className="row wrap">
      {voice && (
        <PushButton
          kind="primary"
          size="large"
          takesFocus
          onPress={() => bring.voices([{ file: pathSource(voice.path), index: index && pathSource(index.path) }])}
        >
          <span className="ell">{t(index ? 'import.addWithIndex' : 'import.addFile', { file: voice.name })}</span>
          <Keycap keys="Enter" />
        </PushButton>
      )}
      {canHelp && (
        <PushButton kind={voice ? 'plain' : 'primary'} size="large" takesFocus={!voice} onPress={refused.again}>
          {t('error.again')}
        </PushButton>
      )}
      <PushButton
        kind={isAnotherFirst ? 'primary' : 'plain'}
        size="large"
        takesFocus={isAnotherFirst}
        onPress={() => bring.chooseVoice()}
      >
        {t('error.another')}
      </PushButton>
      <PushButton kind="quiet" shortcut="Escape" onPress={() => bring.dismiss()}>
        {t('error.dismiss')}
      </PushButton>
    </div>
  );
}

/** A file that is no voice: what it is, what to do, and what lies beside it. */
export function RefusedView({ refused, bring }: RefusedViewProps): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { title, hint } = errorText(refused.envelope);
  const offer = offerOf(refused.nearby);
  return (
    <>
      <section className="drop problem" data-region="lanes">
        <div className="msg">
          <div role="alert">
            <div className="row alarm what">
              <Icon name="alarm" />
              <span className="selectable">{t('import.notAdded', { file: refused.name })}</span>
            </div>
            <h1 className="display selectable">{title}</h1>
            <p className="lead body-weight t2 selectable">{hint}</p>
          </div>
          {offer.voice && (
            <NearbyTable offer={offer} onAdd={(file) => bring.voices([{ file: pathSource(file.path), index: null }])} />
          )}
          <Actions refused={refused} bring={bring} offer={offer} />
        </div>
      </section>
      <div className="ready-line" data-region="deck">
        <span className="grow t2">
          {t('import.nothingRun')} {t('error.untouched')}
        </span>
        <CopyDetails envelope={refused.envelope} />
      </div>
    </>
  );
}
