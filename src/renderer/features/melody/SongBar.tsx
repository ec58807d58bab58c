import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { noticeText } from '../../../contract/texts/noticeTexts.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { BackingCell } from './BackingCell.tsx';
import { MelodyCell } from './MelodyCell.tsx';
import type { SongActions } from './useSongActions.ts';
import { WordsCell } from './WordsCell.tsx';

/** Over the deck in mode melody: what is sung, which words, over which music, and what was decided on the way. */
export function SongBar({ model, song }: { readonly model: ConvertModel; readonly song: SongActions }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { melody, lyrics, backing } = model.song;
  const decisions = (model.preview?.notices ?? []).map((notice) => noticeText(notice, language)).join(' ');
  return (
    <section className="song" aria-label={t('melody.label')}>
      <MelodyCell melody={melody} song={song} />
      <WordsCell melody={melody} lyrics={lyrics} song={song} />
      <BackingCell backing={backing} song={song} />
      <p className="small t2 selectable decisions" role="status">
        {decisions}
      </p>
    </section>
  );
}
