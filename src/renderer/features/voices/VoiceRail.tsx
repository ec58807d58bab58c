import { memo, useRef, useState, type ReactElement, type RefObject } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { formatRange } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useChosenVoice } from '../convert/useConvertModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { useLibrary } from '../session/useStart.ts';
import { matchesVoice } from './matchVoice.ts';

function VoiceRow({ voice }: { readonly voice: Voice }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <VoiceMark voice={voice} />
      <div className="who">
        <b className="ell">{voice.name[language]}</b>
        <span className="meta nw">
          <span>{voice.engineLabel[language]}</span>
          <span className="n">{voice.rangeMidi ? formatRange(...voice.rangeMidi) : t('voices.ownRange')}</span>
        </span>
      </div>
      <span className="st">
        {voice.status === 'failed' ? (
          <span className="small alarm row">
            <Icon name="alarm" /> {t('voices.failed')}
          </span>
        ) : voice.status === 'training' ? (
          <span className="small t2">{t('voices.training')}</span>
        ) : (
          <>
            <span className="dot" />
            <span className="sr">{t('voices.ready')}</span>
          </>
        )}
      </span>
    </>
  );
}

/** The voices; in a narrow window only their marks. */
export const VoiceRail = memo(function VoiceRail({
  search,
}: {
  readonly search: RefObject<HTMLInputElement | null>;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const chosen = useChosenVoice();
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const shown = voices.filter((voice) => matchesVoice(voice, text, language));
  return (
    <aside className="rail" aria-label={t('voices.library')} data-region="rail">
      <div className="rail-h">
        <h2 className="lead">{t('voices.title')}</h2>
        <span className="small t3 n">{voices.length}</span>
      </div>
      <div className="search">
        <Icon name="search" />
        <input
          ref={search}
          type="search"
          placeholder={t('voices.searchHint')}
          aria-label={t('voices.search')}
          aria-keyshortcuts="/"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') list.current?.focus();
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            if (text === '') event.currentTarget.blur();
            setText('');
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      {shown.length === 0 && <p className="none small t2">{t('voices.none', { text })}</p>}
      <ListBox
        ref={list}
        className="voices"
        aria-label={t('voices.title')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen.id]}
        onSelectionChange={(keys) => {
          const picked = voices.find((voice) => voice.id === [...keys][0]);
          if (picked) useDeck.getState().pickVoice(picked.id);
        }}
      >
        {shown.map((voice) => (
          <ListBoxItem
            key={voice.id}
            id={voice.id}
            className="v"
            textValue={voice.name[language]}
            isDisabled={voice.status !== 'ready'}
          >
            <VoiceRow voice={voice} />
          </ListBoxItem>
        ))}
      </ListBox>
    </aside>
  );
});
