import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../contract/language.ts';
import type { Voice } from '../../../contract/voices.ts';
import { shortHash } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useBaseModels } from '../baseModels/useBaseModels.ts';
import { useWording } from '../history/useWording.ts';
import { queryKeys } from '../session/queries.ts';
import { useVoicesState } from '../voices/voicesStore.ts';
import { usePlace } from '../window/placeStore.ts';
import { addedLine, buildLines, builtInLines, needsLine, startLine, type PassportLine } from './voiceFacts.ts';

/** A hash, of which a few digits are shown and all can be copied. */
function Hash({ sha256 }: { readonly sha256: string }): ReactElement {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(sha256).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <span className="num">{shortHash(sha256)}</span>{' '}
      <button type="button" className="lk" aria-label={t('library.copyHash')} onClick={copy}>
        {t(isCopied ? 'library.copied' : 'library.copy')}
      </button>
      <span className="sr" role="status">
        {isCopied && t('library.copied')}
      </span>
    </>
  );
}

/** How many takes were made with a voice; undefined until that is known. */
function useTakeCount({ id }: Voice): number | undefined {
  const { call } = useTransport();
  return useQuery({
    queryKey: queryKeys.takesOfVoice(id),
    queryFn: async () => (await call('takes.history', { voiceId: id, limit: 1 })).total,
  }).data;
}

/** The takes made with a voice, and the way to them. */
function Takes({ voice, count }: { readonly voice: Voice; readonly count: number }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  if (count === 0) return <>{t('library.noTakes')}</>;
  return (
    <button
      type="button"
      className="lk n"
      title={t('library.takesOf', { voice: voice.name[language] })}
      onClick={() => usePlace.getState().openHistoryOf(voice.id)}
    >
      {t('library.takeCount', { count, number: formatNumber(count, language) })}
    </button>
  );
}

/** Whose voice it is, as the person says; the way to say it where nobody has. */
function Whose({ voice }: { readonly voice: Voice }): ReactElement {
  const { t } = useTranslation();
  const consent = voice.consent ?? 'unknown';
  const { edit } = useVoicesState.getState();
  return (
    <>
      {t(`library.${consent}`)}
      {consent === 'unknown' && (
        <>
          {' '}
          <button type="button" className="lk" onClick={() => edit(voice.id, 'licence')}>
            {t('library.sayWhose')}
          </button>
        </>
      )}
    </>
  );
}

/** What is known of a voice, line by line; nothing is said of what is not. */
export function PassportLines({ voice }: { readonly voice: Voice }): ReactElement {
  const { t } = useTranslation();
  const words = useWording();
  const models = useBaseModels();
  const takeCount = useTakeCount(voice);
  const { passport } = voice;
  const said: readonly PassportLine[] = passport
    ? [
        { id: 'hash', name: t('library.fileHash'), value: <Hash sha256={passport.originalSha256} /> },
        { id: 'whose', name: t('library.whose'), value: <Whose voice={voice} /> },
        { id: 'licence', name: t('library.licence'), value: voice.licence ?? t('library.noLicence') },
      ]
    : [{ id: 'hash', name: t('library.hash'), value: <Hash sha256={voice.hash} /> }];
  const lines = [
    ...(passport ? buildLines(passport, words) : builtInLines(voice, words)),
    ...needsLine(voice, models, t),
    ...said,
    ...addedLine(voice, words),
    ...(takeCount === undefined
      ? []
      : [{ id: 'takes', name: t('library.takes'), value: <Takes voice={voice} count={takeCount} /> }]),
    ...startLine(voice, words),
  ];
  return (
    <section aria-label={t('library.lines')}>
      <h3>{t('library.lines')}</h3>
      <dl className="kv">
        {lines.map(({ id, name, value }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
      {typeof passport?.note === 'string' && (
        <>
          <h3>{t('library.note')}</h3>
          <p className="note selectable">{passport.note}</p>
        </>
      )}
    </section>
  );
}
