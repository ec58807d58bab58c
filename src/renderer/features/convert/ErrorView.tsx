import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { errorActions } from '../../errors/actions.ts';
import { CopyDetails } from '../../errors/CopyDetails.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import type { OpenRecording } from '../recording/useOpenRecording.ts';
import type { Problem } from '../session/sessionStore.ts';

type ErrorViewProps = { readonly problem: Problem; readonly open: OpenRecording; readonly onDismiss: () => void };

/** A recording could not be opened: what it was, why, what to do, and that nothing was lost. */
export function ErrorView({ problem, open, onDismiss }: ErrorViewProps): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { title, hint } = errorText(problem.envelope);
  const { again } = problem;
  const isRetryFirst = errorActions[problem.envelope.code] === 'tryAgain' && again !== null;
  return (
    <>
      <section className="drop problem" data-region="lanes">
        <div className="msg" role="alert">
          <div className="row alarm what">
            <Icon name="alarm" />
            <span className="selectable">
              {problem.file === null ? t('error.notDone') : t('error.notOpened', { file: problem.file })}
            </span>
          </div>
          <h1 className="display selectable">{title}</h1>
          <p className="lead body-weight t2 selectable">{hint}</p>
          <div className="row">
            {isRetryFirst && (
              <PushButton kind="primary" size="large" onPress={again} takesFocus>
                {t('error.again')}
              </PushButton>
            )}
            <PushButton
              kind={isRetryFirst ? 'plain' : 'primary'}
              size="large"
              onPress={() => open.choose()}
              takesFocus={!isRetryFirst}
            >
              {t('error.another')}
            </PushButton>
            {!isRetryFirst && again && (
              <PushButton size="large" onPress={again}>
                {t('error.again')}
              </PushButton>
            )}
            <PushButton kind="quiet" shortcut="Escape" onPress={onDismiss}>
              {t('error.dismiss')}
            </PushButton>
          </div>
        </div>
      </section>
      <div className="ready-line" data-region="deck">
        <span className="grow t2">{t('error.untouched')}</span>
        <CopyDetails envelope={problem.envelope} />
      </div>
    </>
  );
}
