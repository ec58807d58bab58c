import { memo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats, type ExportFormatId } from '../../../contract/exports.ts';
import { Choice } from '../../components/Choice.tsx';
import { useDeck } from './deckStore.ts';

/** Format and quality of what leaves the program. */
export const FormatControl = memo(function FormatControl(): ReactElement {
  const { t } = useTranslation();
  const format = useDeck((deck) => deck.exportFormat);
  const quality =
    useDeck((deck) => deck.exportQuality) ?? exportFormats.find((one) => one.id === format)?.qualities[0] ?? '';
  const nameOf = (id: ExportFormatId, one: string): string => {
    switch (id) {
      case 'wav':
        return one === '32f' ? t('deck.wavFloat') : t('deck.wav', { bits: one });
      case 'mp3':
        return one.startsWith('V') ? t('deck.mp3Variable', { quality: one }) : t('deck.mp3Constant', { quality: one });
      case 'flac':
        return t('deck.flac', { bits: one });
    }
  };
  const all = exportFormats.flatMap((one) =>
    one.qualities.map((name) => ({
      id: `${one.id} ${name}`,
      format: one.id,
      quality: name,
      label: nameOf(one.id, name),
    })),
  );
  return (
    <Choice
      label={t('deck.format')}
      value={`${format} ${quality}`}
      groups={[{ title: null, options: all }]}
      onChange={(id) => {
        const chosen = all.find((one) => one.id === id);
        if (chosen) useDeck.getState().setFormat(chosen.format, chosen.quality);
      }}
    />
  );
});
