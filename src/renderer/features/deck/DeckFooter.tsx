import { useRef, type ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { Keycap } from '../../components/Keycap.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { FooterText } from '../convert/FooterText.tsx';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { PresetsButton } from '../presets/PresetsButton.tsx';
import { useSession } from '../session/sessionStore.ts';
import { useConvert } from '../takes/useConvert.ts';
import type { NamedSetting } from './deckModel.ts';

type DeckFooterProps = { readonly model: ConvertModel; readonly advanced: readonly NamedSetting[] };

const doubleClickMs = 500;

/** Under the deck: what is folded away, how things stand, and the one thing to do. */
export function DeckFooter({ model, advanced }: DeckFooterProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { isAdvancedOpen, toggleAdvanced, remark } = useSession();
  const { shell } = useTransport();
  const convert = useConvert();
  const { stage, job, recording, isReadOnly, missing, canSing } = model;
  const names = advanced.map(({ descriptor }) => descriptor.label[language].toLocaleLowerCase(language));
  const path = remark?.path ?? null;
  const isRunning = stage === 'rendering';
  const startedAtMs = useRef(Number.NEGATIVE_INFINITY);
  const start = (): void => {
    if (!recording) return;
    startedAtMs.current = performance.now();
    convert.start(recording.id, model);
  };
  const stop = (): void => {
    // The second click of a double click on Convert lands on Stop, which took its place.
    if (job && performance.now() - startedAtMs.current > doubleClickMs) convert.stop(job.id);
  };
  return (
    <div className="deck-f">
      {advanced.length > 0 && (
        <Button
          className="fold"
          aria-expanded={isAdvancedOpen}
          aria-controls="advanced"
          onPress={toggleAdvanced}
          preventFocusOnPress
        >
          <Icon name="right" />
          {t('deck.advanced')} <span className="t3 hide-s ell">&ensp;{names.join(', ')}</span>
        </Button>
      )}
      <PresetsButton settings={model.settings} isReadOnly={isReadOnly} />
      <FooterText model={model} />
      {shell && path !== null && !isRunning && (
        <PushButton kind="quiet" onPress={() => void shell.revealFile(path)}>
          {t('takes.reveal')}
        </PushButton>
      )}
      {stage === 'stopped' && job && (
        <PushButton size="large" onPress={() => convert.goOn(job.id)}>
          {t('convert.goOn')}
        </PushButton>
      )}
      {isRunning ? (
        <PushButton size="large" shortcut="Escape" isDisabled={!job} onPress={stop}>
          {t('convert.stop')} <Keycap keys="Esc" />
        </PushButton>
      ) : missing ? null : (
        <PushButton
          kind="primary"
          size="large"
          shortcut="Control+Enter"
          isDisabled={stage === 'reading' || isReadOnly || !recording || !canSing}
          onPress={start}
        >
          {t('convert.convert')} <Keycap keys="Ctrl Enter" />
        </PushButton>
      )}
    </div>
  );
}
