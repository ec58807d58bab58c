import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';

type SearchFieldProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Leaves it for the list. */
  readonly onDown: () => void;
};

/** Looks for a voice by name, engine or note. Escape empties it, and once more leaves it. */
export function SearchField({ text, onChange, onDown }: SearchFieldProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="search">
      <Icon name="search" />
      <input
        type="search"
        placeholder={t('voices.searchHint')}
        aria-label={t('voices.search')}
        aria-keyshortcuts="/"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') onDown();
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (text === '') event.currentTarget.blur();
          onChange('');
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}
