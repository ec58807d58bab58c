import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats } from '../../../contract/exports.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import type { Export } from './useExport.ts';

/** One button per format; dragging where there is a shell that can. */
export function ExportButtons({ model, out }: { readonly model: ConvertModel; readonly out: Export }): ReactElement {
  const { t } = useTranslation();
  const { shell } = useTransport();
  const lastFormat = useDeck((deck) => deck.exportFormat);
  const number = model.take?.number ?? model.nextNumber;
  const canExport = model.stage === 'done';
  return (
    <div className="row" role="group" aria-label={t('takes.export')}>
      <span className="small t3 hide-s">{t('takes.export')}</span>
      {exportFormats.map((format) => (
        <PushButton
          key={format.id}
          size="tight"
          isDisabled={!canExport || out.busy !== null}
          label={
            out.busy === format.id
              ? t('takes.exporting', { format: format.label })
              : t('takes.exportAs', { number, format: format.label })
          }
          {...(format.id === lastFormat ? { shortcut: 'Control+E' } : {})}
          onPress={() => out.run(format.id)}
        >
          {format.label}
        </PushButton>
      ))}
      {shell && (
        <button
          type="button"
          className="drag"
          draggable={canExport}
          disabled={!canExport}
          aria-label={t('takes.dragLabel', { number })}
          onDragStart={(event) => {
            event.preventDefault();
            out.drag();
          }}
        >
          <Icon name="grip" /> {t('takes.drag')}
        </button>
      )}
    </div>
  );
}
