import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../../contract/notices.ts';
import { noticeText } from '../../../contract/texts/noticeTexts.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { errorActions } from '../../errors/actions.ts';
import { CopyDetails } from '../../errors/CopyDetails.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useSession } from '../session/sessionStore.ts';
import { RemovedPresetStrip } from '../presets/RemovedPresetStrip.tsx';
import { RemovedStrip } from '../voices/RemovedStrip.tsx';
import { useStatus } from '../session/useStatus.ts';

function ProblemStrip(): ReactElement | null {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { problem, setProblem } = useSession();
  if (!problem) return null;
  const { title, hint } = errorText(problem.envelope);
  const action = errorActions[problem.envelope.code];
  const { again } = problem;
  const press = (): void => {
    setProblem(null);
    again?.();
  };
  return (
    <div className="strip bad" role="alert">
      <Icon name="alarm" />
      <span className="grow said selectable">
        {title} {hint}
      </span>
      {again && action !== 'none' && (
        <PushButton onPress={press}>{t(action === 'exportElsewhere' ? 'error.elsewhere' : 'error.again')}</PushButton>
      )}
      <CopyDetails envelope={problem.envelope} />
      <PushButton kind="quiet" size="square" label={t('error.dismiss')} onPress={() => setProblem(null)}>
        <Icon name="close" />
      </PushButton>
    </div>
  );
}

/** Lines above everything: what failed, and what the person should know about the library and the take. */
export function Strips({
  notices,
  children,
}: {
  readonly notices: readonly Notice[];
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const status = useStatus();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const shown = [...(status?.notices ?? []), ...notices]
    .map((notice) => ({ key: JSON.stringify(notice), text: noticeText(notice, language) }))
    .filter(({ key }) => !dismissed.includes(key));
  return (
    <div className="strips">
      <ProblemStrip />
      <RemovedStrip />
      <RemovedPresetStrip />
      {children}
      {shown.map(({ key, text }) => (
        <div key={key} className="strip" role="status">
          <Icon name="note" />
          <span className="grow said selectable">{text}</span>
          <PushButton
            kind="quiet"
            size="square"
            label={t('error.dismiss')}
            onPress={() => setDismissed([...dismissed, key])}
          >
            <Icon name="close" />
          </PushButton>
        </div>
      ))}
    </div>
  );
}
