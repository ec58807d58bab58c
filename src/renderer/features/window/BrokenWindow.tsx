import { Component, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';

function BrokenMessage(): ReactElement {
  const { t } = useTranslation();
  return (
    <main className="convert alone">
      <section className="drop problem">
        <div className="msg" role="alert">
          <h1 className="display">{t('error.broken')}</h1>
          <p className="lead body-weight t2">{t('error.brokenHint')}</p>
          <PushButton kind="primary" size="large" onPress={() => window.location.reload()}>
            {t('error.reload')}
          </PushButton>
        </div>
      </section>
    </main>
  );
}

/** The last resort: a fault in the window itself becomes a sentence and a button instead of an empty page. */
export class BrokenWindow extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenMessage /> : this.props.children;
  }
}
