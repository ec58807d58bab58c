import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../components/Brand.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { useErrorText } from '../../errors/useErrorText.ts';

type WaitingViewProps = { readonly error: Error | null; readonly onRetry: () => void };

/** Until the program has answered: the empty window; what is wrong, if it does not. */
export function WaitingView({ error, onRetry }: WaitingViewProps): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const text = error && errorText(envelopeOf(error));
  return (
    <div className="win">
      <header className="bar">
        <Brand name={t('app.name')} />
      </header>
      <main className="convert alone" aria-busy={!error}>
        {text && (
          <section className="drop problem">
            <div className="msg" role="alert">
              <h1 className="display">{text.title}</h1>
              <p className="lead body-weight t2">{text.hint}</p>
              <PushButton kind="primary" size="large" onPress={onRetry}>
                {t('error.again')}
              </PushButton>
            </div>
          </section>
        )}
      </main>
    </div>
  );
}
