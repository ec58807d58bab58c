import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dragged } from './useFileDrop.ts';

/** Over a place while files are held over the window. */
export function DropOverlay({ dragged }: { readonly dragged: Dragged }): ReactElement | null {
  const { t } = useTranslation();
  // A spot of its own says for itself that it takes what is held over it.
  if (!dragged || dragged.zone !== null) return null;
  return (
    <div className="over-drop" role="status">
      <p className="title">{t('empty.release')}</p>
      {dragged.count > 1 && <p className="t2">{t('empty.releaseMany', { count: dragged.count })}</p>}
    </div>
  );
}
