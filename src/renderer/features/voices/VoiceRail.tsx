import {
  memo,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type RefObject,
} from 'react';
import { Button, ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { Keycap } from '../../components/Keycap.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useChosenVoice } from '../convert/useConvertModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { useLibrary } from '../session/useStart.ts';
import { BinButton } from './BinButton.tsx';
import { HearButton } from './HearButton.tsx';
import { matchesVoice } from './matchVoice.ts';
import { RailFlyout } from './RailFlyout.tsx';
import { SearchField } from './SearchField.tsx';
import { useChosenInView } from './useChosenInView.ts';
import { RowMenu } from './RowMenu.tsx';
import type { Sampler } from './useSampler.ts';
import { VoiceDialog } from './VoiceDialog.tsx';
import { VoiceRow } from './VoiceRow.tsx';

type VoiceRailProps = { readonly sampler: Sampler; readonly onBring: () => void };

/** Rows are measured as they come into view; this is the height of one until then, px. */
const layoutOptions = { estimatedRowHeight: 54 } as const;

function Count({ voices }: { readonly voices: readonly Voice[] }): ReactElement {
  const { t } = useTranslation();
  const ready = voices.filter(({ status }) => status === 'ready').length;
  const count = voices.length;
  return <span className="small t3 n">{ready === count ? count : t('voices.readyCount', { count, ready })}</span>;
}

/** The list itself: only the rows in view are in the page, however many voices there are. */
function VoiceList({
  list,
  shown,
}: {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly shown: readonly Voice[];
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const chosen = useChosenVoice();
  useChosenInView(list, shown, chosen.id);
  // The same function as long as it gives the same rows: of ten thousand, none is made again when another is chosen.
  const row = useCallback(
    (voice: Voice) => (
      <ListBoxItem id={voice.id} className="v" textValue={voice.name[language]}>
        <VoiceRow voice={voice} />
      </ListBoxItem>
    ),
    [language],
  );
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layoutOptions} shouldObserveItemSize>
      <ListBox
        ref={list}
        className="voices"
        aria-label={t('voices.title')}
        aria-describedby="hear-hint"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen.id]}
        items={shown}
        dependencies={[language]}
        onSelectionChange={(keys) => {
          const picked = shown.find((voice) => voice.id === [...keys][0]);
          if (picked) useDeck.getState().pickVoice(picked.id);
        }}
      >
        {row}
      </ListBox>
    </Virtualizer>
  );
}

/** The voices, and the ways to more of them; in a narrow window only their marks. */
export const VoiceRail = memo(function VoiceRail({ sampler, onBring }: VoiceRailProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useDeferredValue(text);
  const shown = useMemo(
    () => voices.filter((voice) => matchesVoice(voice, wanted, language)),
    [voices, wanted, language],
  );
  return (
    <aside className="rail" aria-label={t('voices.library')} data-region="rail">
      <div className="rail-h">
        <h2 className="lead">{t('voices.title')}</h2>
        <Count voices={voices} />
      </div>
      <SearchField text={text} onChange={setText} onDown={() => list.current?.focus()} />
      {shown.length === 0 && <p className="none small t2">{t('voices.none', { text: wanted })}</p>}
      <div className="voices-frame" ref={frame}>
        <VoiceList list={list} shown={shown} />
        <HearButton frame={frame} voices={shown} sampler={sampler} />
      </div>
      <span id="hear-hint" hidden>
        {t('voices.hearHint')}
      </span>
      <div className="rail-f">
        <Button className="foot" aria-keyshortcuts="Control+I" onPress={onBring} preventFocusOnPress>
          <Icon name="plus" />
          <span>{t('voices.bring')}</span>
          <Keycap keys="Ctrl I" />
        </Button>
        <BinButton />
      </div>
      <RowMenu list={list} voices={shown} sampler={sampler} />
      <RailFlyout list={list} />
      <VoiceDialog />
    </aside>
  );
});
