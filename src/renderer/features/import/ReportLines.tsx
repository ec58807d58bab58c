import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportLine } from '../../../contract/imports.ts';
import { importLineText } from '../../../contract/texts/importTexts.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { useLanguage } from '../../language/i18n.ts';

const icons: Readonly<Record<ImportLine['status'], IconName>> = {
  ok: 'check',
  note: 'dash',
  warning: 'alarm',
  refused: 'alarm',
};

/** Moves the focus to where one says whose voice it is. */
function goToConsent(): void {
  const group = document.querySelector<HTMLElement>('.report .consent [role=radiogroup]');
  (group?.querySelector<HTMLElement>('input:checked') ?? group?.querySelector<HTMLElement>('input'))?.focus();
}

type LineProps = { readonly line: ImportLine; readonly canSay: boolean };

function Line({ line, canSay }: LineProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const isAlarm = line.status === 'warning' || line.status === 'refused';
  return (
    <li className="chk">
      <span className={isAlarm ? 'alarm' : 't2'}>
        <Icon name={icons[line.status]} />
      </span>
      <span className={line.status === 'note' ? 't2 selectable' : 'selectable'}>
        <span className="sr">{t(`import.${line.status}`)}: </span>
        {importLineText(line, language)}
        {line.code === 'NO_LICENCE' && canSay && (
          <>
            .{' '}
            <button type="button" className="lk" onClick={goToConsent}>
              {t('import.sayWhose')}
            </button>
          </>
        )}
      </span>
    </li>
  );
}

type ReportLinesProps = {
  readonly lines: readonly ImportLine[];
  /** Whether there is a place to say whose voice it is. */
  readonly canSay: boolean;
};

/** What was found, refused and proved, line by line. */
export function ReportLines({ lines, canSay }: ReportLinesProps): ReactElement {
  return (
    <ul className="lines">
      {lines.map((line, index) => (
        <Line key={`${line.code} ${String(index)}`} line={line} canSay={canSay} />
      ))}
    </ul>
  );
}
