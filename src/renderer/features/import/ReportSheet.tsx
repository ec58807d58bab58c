import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../../contract/imports.ts';
import { Keycap } from '../../components/Keycap.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { formatSize, shortHash } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useSession } from '../session/sessionStore.ts';
import { useLibrary } from '../session/useStart.ts';
import { VoiceLabelFields } from '../voices/VoiceLabelFields.tsx';
import { useImport } from './importStore.ts';
import { ReportLines } from './ReportLines.tsx';
import type { ImportActions, VoiceLabels } from './useImportActions.ts';

type ReportSheetProps = { readonly report: ImportReport; readonly actions: ImportActions };

function Heading({ report }: { readonly report: ImportReport }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const waiting = useImport((state) => state.waiting.length);
  const facts = t('import.facts', { count: report.fileCount, size: formatSize(report.sizeBytes, language) });
  return (
    <div className="grow">
      <h2 className="lead selectable" id="report-title">
        {t('import.title', { file: report.fileName })}
      </h2>
      <p className="small t3 selectable" id="report-facts">
        {t('import.opened')} {facts} <span className="num">{shortHash(report.sha256)}</span>
        {waiting > 0 && <span className="waits">{t('import.waiting', { count: waiting })}</span>}
      </p>
    </div>
  );
}

/** The one thing to do with the voice, and leaving it; why it cannot be added where it cannot. */
function Actions(props: ReportSheetProps & { readonly name: string; readonly isAdding: boolean }): ReactElement {
  const { report, actions, name, isAdding } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  // A voice that is here and damaged can be added again; one that is whole need not be.
  const existing = report.canAdd ? undefined : voices.find((voice) => voice.id === report.existingVoiceId);
  const hasName = name.trim() !== '';
  const reason = !report.canAdd ? t('import.cannotAdd') : hasName ? null : t('import.needsName');
  const add = isAdding ? t('import.adding', { voice: name }) : t('import.add', { voice: name.trim() });
  return (
    <div className="row wrap" data-focus-area>
      {reason !== null && !existing && <span className="small t2">{reason}</span>}
      <PushButton
        kind="quiet"
        shortcut="Escape"
        isDisabled={isAdding}
        takesFocus={!report.canAdd && !existing}
        onPress={() => actions.discard(report.importId)}
      >
        {t('import.discard')}
      </PushButton>
      {existing ? (
        <PushButton kind="primary" takesFocus onPress={() => actions.chooseExisting(report.importId, existing.id)}>
          {t('import.use', { voice: existing.name[language] })}
        </PushButton>
      ) : (
        <PushButton
          kind="primary"
          submits
          takesFocus={report.canAdd}
          isDisabled={!report.canAdd || !hasName || isAdding}
        >
          <span className="ell">{add}</span> <Keycap keys="Enter" />
        </PushButton>
      )}
    </div>
  );
}

/** The safe-import report: what is in a voice that was brought, before it is in the library. */
export function ReportSheet({ report, actions }: ReportSheetProps): ReactElement {
  const [isAdding, setAdding] = useState(false);
  const [labels, setLabels] = useState<VoiceLabels>({
    name: report.suggestedName,
    consent: 'unknown',
    licence: report.licence ?? '',
  });
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!report.canAdd || isAdding || labels.name.trim() === '') return;
    setAdding(true);
    actions.add(report.importId, { ...labels, name: labels.name.trim() }).catch((error: unknown) => {
      setAdding(false);
      useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again: null });
    });
  };
  return (
    <section className="report" aria-labelledby="report-title" aria-describedby="report-facts" data-region="deck">
      <form onSubmit={add}>
        <div className="row report-h">
          <Heading report={report} />
          <Actions report={report} actions={actions} name={labels.name} isAdding={isAdding} />
        </div>
        <ReportLines lines={report.lines} canSay={report.canAdd} />
        {report.canAdd && (
          <div className="row given">
            <VoiceMark voice={{ mark: report.mark, isBuiltIn: false }} />
            <VoiceLabelFields labels={labels} onChange={setLabels} />
          </div>
        )}
      </form>
    </section>
  );
}
