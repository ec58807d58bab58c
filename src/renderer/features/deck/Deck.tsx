import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import type { Bring } from '../import/useBring.ts';
import { isMelodyMode } from '../melody/song.ts';
import { SongBar } from '../melody/SongBar.tsx';
import { useSession } from '../session/sessionStore.ts';
import { useLibrary } from '../session/useStart.ts';
import { BackingSwitch } from './BackingSwitch.tsx';
import { DeckFooter } from './DeckFooter.tsx';
import { settingsIn, type NamedSetting, type Placement } from './deckModel.ts';
import { FormatControl } from './FormatControl.tsx';
import { SettingControl } from './SettingControl.tsx';
import { VoicePanel } from './VoicePanel.tsx';

/** Voice, Tune, Timbre, Output, and what is folded under them; made from the descriptors. */
export function Deck({ model, bring }: { readonly model: ConvertModel; readonly bring: Bring }): ReactElement {
  const { t } = useTranslation();
  const { catalog } = useLibrary();
  const isAdvancedOpen = useSession((session) => session.isAdvancedOpen);
  const column = (placement: Placement): readonly NamedSetting[] =>
    settingsIn(placement, catalog, model.voice, model.settings);
  const controls = (settings: readonly NamedSetting[]): ReactElement[] =>
    settings.map((named) => <SettingControl key={named.id} named={named} model={model} />);
  const advanced = column('advanced');
  return (
    <div className="deck" role="group" aria-label={t('deck.label')} data-region="deck">
      {isMelodyMode(model.settings) && <SongBar model={model} song={bring.song} />}
      <VoicePanel model={model} bring={bring} />
      <section aria-label={t('deck.tune')}>{controls(column('tune'))}</section>
      <section aria-label={t('deck.timbre')}>{controls(column('timbre'))}</section>
      <section aria-label={t('deck.output')}>
        {controls(column('output'))}
        <FormatControl />
        {model.choices.backing && <BackingSwitch />}
      </section>
      {isAdvancedOpen && (
        <section className="adv" id="advanced" aria-label={t('deck.advanced')}>
          {controls(advanced)}
        </section>
      )}
      <DeckFooter model={model} advanced={advanced} />
    </div>
  );
}
