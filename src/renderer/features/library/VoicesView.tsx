import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadingStrip } from '../import/ReadingStrip.tsx';
import type { Bring } from '../import/useBring.ts';
import { Strips } from '../convert/Strips.tsx';
import { DropOverlay } from '../recording/DropOverlay.tsx';
import type { Dragged } from '../recording/useFileDrop.ts';

type VoicesViewProps = { readonly bring: Bring; readonly dragged: Dragged };

/** All voices, and the passport of one. */
export function VoicesView({ bring, dragged }: VoicesViewProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="place library">
      <main className="pane" tabIndex={-1}>
        <Strips notices={[]}>
          <ReadingStrip onStop={bring.dismiss} />
        </Strips>
        <h1 className="title">{t('place.voices')}</h1>
        <DropOverlay dragged={dragged} />
      </main>
    </div>
  );
}
