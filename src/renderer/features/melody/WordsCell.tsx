import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptMelody } from '../../../contract/song.ts';
import { TextLines } from '../../components/TextLines.tsx';
import { useScore } from './MelodyCell.tsx';
import { SongCell } from './SongCell.tsx';
import type { SongActions } from './useSongActions.ts';

const longestLyrics = 20_000;

/** The field; what was typed counts when it is left. */
function WordsForm({ lyrics, song }: { readonly lyrics: string; readonly song: SongActions }): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState(lyrics);
  const latest = useRef(lyrics);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => () => song.setLyrics(latest.current.trim()), [song]);
  return (
    <TextLines
      label={t('melody.words')}
      hint={t('melody.wordsHint')}
      value={text}
      maxLength={longestLyrics}
      onChange={setText}
      fault={null}
    />
  );
}

type WordsCellProps = { readonly melody: KeptMelody | null; readonly lyrics: string; readonly song: SongActions };

/** The words that are spoken, typed by hand or read from the score. */
export function WordsCell({ melody, lyrics, song }: WordsCellProps): ReactElement {
  const { t } = useTranslation();
  const score = useScore(melody?.kind === 'score' ? melody.melodyId : null);
  const isInScore = score?.score.notes.some(({ lyric }) => lyric !== null) ?? false;
  return (
    <SongCell
      title={t('melody.words')}
      value={lyrics === '' ? t(isInScore ? 'melody.wordsInScore' : 'melody.noWords') : lyrics.replace(/\s+/g, ' ')}
      facts={[]}
      isEmpty={lyrics === ''}
      changeLabel={t('melody.typeWords')}
      panel={() => <WordsForm lyrics={lyrics} song={song} />}
      removeLabel={t('melody.clearWords')}
      onRemove={() => song.setLyrics('')}
    />
  );
}
