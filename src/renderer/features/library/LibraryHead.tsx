import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { Keycap } from '../../components/Keycap.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { SearchField } from '../voices/SearchField.tsx';
import { leaveBin } from './leaveBin.ts';
import { useLibraryView } from './libraryStore.ts';

type LibraryHeadProps = {
  /** Of all voices, or of those that match. */
  readonly count: number;
  readonly binCount: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onDown: () => void;
  readonly onBring: () => void;
};

/** What is shown, how, and the ways to more voices. */
export function LibraryHead(props: LibraryHeadProps): ReactElement {
  const { t } = useTranslation();
  const { look, setLook, openBin } = useLibraryView();
  return (
    <div className="pane-h" data-region="library-head">
      <h1 className="title">{t('voices.title')}</h1>
      <span className="t3 n" role="status">
        {props.count}
      </span>
      <div className="grow" />
      <SearchField text={props.text} onChange={props.onText} onDown={props.onDown} />
      <Segmented
        label={t('library.look')}
        value={look}
        segments={[
          { id: 'grid', label: t('library.grid') },
          { id: 'list', label: t('library.list') },
        ]}
        onChange={setLook}
      />
      {props.binCount > 0 && (
        <PushButton label={t('voices.binCount', { count: props.binCount })} onPress={openBin}>
          <Icon name="bin" />
          <span className="n">{props.binCount}</span>
        </PushButton>
      )}
      <PushButton shortcut="Control+I" onPress={props.onBring}>
        {t('voices.bring')} <Keycap keys="Ctrl I" />
      </PushButton>
    </div>
  );
}

/** The same for the bin: what it is, and the way back. */
export function BinHead({ count }: { readonly count: number }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="pane-h" data-region="library-head">
      <h1 className="title">{t('voices.bin')}</h1>
      <span className="t3 n">{count}</span>
      <div className="grow" />
      <PushButton shortcut="Escape" takesFocus onPress={leaveBin}>
        {t('library.binClose')} <Keycap keys="Esc" />
      </PushButton>
    </div>
  );
}
