import type { ReactElement } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/Choice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useLibrary } from '../session/useStart.ts';
import { statusChoices, timeChoices, useHistoryView } from './historyStore.ts';

const anyVoice = 'any-voice';

function SearchTakes(): ReactElement {
  const { t } = useTranslation();
  const words = useHistoryView((view) => view.sieve.words);
  const { sift } = useHistoryView.getState();
  return (
    <div className="search">
      <Icon name="search" />
      <input
        type="search"
        maxLength={200}
        placeholder={t('history.searchHint')}
        aria-label={t('history.search')}
        value={words}
        onChange={(event) => sift({ words: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || words === '') return;
          event.stopPropagation();
          sift({ words: '' });
        }}
      />
    </div>
  );
}

/** Words, voice, state, time, star and bin: what of the takes is shown. */
export function HistoryFilters(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const sieve = useHistoryView((view) => view.sieve);
  const { sift } = useHistoryView.getState();
  const voiceOptions = voices.map((voice) => ({ id: voice.id as string, label: voice.name[language] }));
  return (
    <div className="sieve" role="search" aria-label={t('history.search')}>
      <SearchTakes />
      <div className="row wrap">
        <Choice
          look="bar"
          label={t('history.voice')}
          value={sieve.voiceId ?? anyVoice}
          groups={[{ title: null, options: [{ id: anyVoice, label: t('history.anyVoice') }, ...voiceOptions] }]}
          onChange={(id) => sift({ voiceId: id === anyVoice ? null : id })}
        />
        <Choice
          look="bar"
          label={t('history.status')}
          value={sieve.status}
          groups={[
            {
              title: null,
              options: statusChoices.map((id) => ({
                id,
                label: t(id === 'any' ? 'history.anyStatus' : `history.${id}`),
              })),
            },
          ]}
          onChange={(id) => sift({ status: statusChoices.find((one) => one === id) ?? 'any' })}
        />
        <Choice
          look="bar"
          label={t('history.time')}
          value={sieve.time}
          groups={[
            {
              title: null,
              options: timeChoices.map((id) => ({ id, label: t(id === 'any' ? 'history.anyTime' : `history.${id}`) })),
            },
          ]}
          onChange={(id) => sift({ time: timeChoices.find((one) => one === id) ?? 'any' })}
        />
        <ToggleButton
          className="btn q"
          isSelected={sieve.isStarred}
          onChange={(isStarred) => sift({ isStarred })}
          preventFocusOnPress
        >
          <Icon name="star" /> {t('history.starred')}
        </ToggleButton>
        <ToggleButton
          className="btn q"
          isSelected={sieve.isRemoved}
          onChange={(isRemoved) => sift({ isRemoved })}
          preventFocusOnPress
        >
          <Icon name="bin" /> {t('history.bin')}
        </ToggleButton>
      </div>
    </div>
  );
}
