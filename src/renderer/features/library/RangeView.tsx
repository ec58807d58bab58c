import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { formatNote, formatRange, speakNote } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { rangeScale } from './rangeScale.ts';

const sources = {
  metadata: 'library.rangeMetadata',
  'index-name': 'library.rangeIndexName',
  probe: 'library.rangeProbe',
} as const;

/** Where a range is known from, or why none is. */
function useSource({ isBuiltIn, rangeMidi, passport }: Voice): string {
  const { t } = useTranslation();
  if (isBuiltIn) return t(rangeMidi ? 'library.rangeBuiltIn' : 'library.rangeOwn');
  const source = passport?.rangeSource ?? null;
  if (rangeMidi) return source === null ? '' : t(sources[source]);
  return t(source === 'probe' ? 'library.rangeNotHeard' : 'library.rangeUnknown');
}

/** The notes a voice is at ease with, on the scale of all voices, and how that is known. */
export function RangeView({ voice }: { readonly voice: Voice }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const source = useSource(voice);
  const { rangeMidi } = voice;
  return (
    <section className="range" aria-label={t('library.range')}>
      <div className="row between">
        <h3>{t('library.range')}</h3>
        {rangeMidi && <span className="n acc">{formatRange(...rangeMidi)}</span>}
      </div>
      {rangeMidi && (
        <div
          className="scale"
          role="img"
          aria-label={t('deck.covers', {
            voice: voice.name[language],
            low: speakNote(rangeMidi[0], language),
            high: speakNote(rangeMidi[1], language),
          })}
        >
          {rangeScale(rangeMidi).map(({ midi, isSung }) => (
            <span key={midi} className={isSung ? 'in' : ''}>
              <i />
              {midi % 12 === 0 && <b>{formatNote(midi)}</b>}
            </span>
          ))}
        </div>
      )}
      <p className="small t2">{source}</p>
    </section>
  );
}
