import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { PresetId } from '../../../contract/ids.ts';
import type { Preset } from '../../../contract/presets.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { useErrorText } from '../../errors/useErrorText.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useDeck } from '../deck/deckStore.ts';
import { useSession } from '../session/sessionStore.ts';
import { PresetForm } from './PresetForm.tsx';
import { settingsToKeep } from './presetModel.ts';
import { PresetsList } from './PresetsList.tsx';
import type { PresetAction } from './PresetRow.tsx';
import { SharedText } from './SharedText.tsx';
import { usePresetActions, usePresets, type PresetActions } from './usePresets.ts';

/** What is asked or shown instead of the list. */
type Step =
  | { readonly kind: 'list'; readonly focused: { readonly id: PresetId } | null }
  | { readonly kind: 'save' }
  | { readonly kind: 'paste' }
  | { readonly kind: 'rename'; readonly preset: Preset }
  | { readonly kind: 'text'; readonly text: string };

const list: Step = { kind: 'list', focused: null };

/** Tells what was done in the line under the deck. */
function remark(text: string): void {
  useSession.getState().setRemark({ text, path: null });
}

/** Puts what a preset names into the deck, in one undo; the rest of the deck stays as it is. */
function put({ settings }: Preset): void {
  const { changed, load } = useDeck.getState();
  load({ changed: { ...changed, ...settings } });
}

type PresetsPanelProps = { readonly settings: AnySettingValues; readonly isReadOnly: boolean };

/** Styles and a person's own presets: to be put in force, saved, renamed, passed on, pasted, removed. */
export function PresetsPanel({ settings, isReadOnly }: PresetsPanelProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { presets, isUnknown } = usePresets();
  const actions = usePresetActions();
  const [step, setStep] = useState<Step>(list);
  const [fault, setFault] = useState<ErrorEnvelope | null>(null);
  const kept = settingsToKeep(
    settings,
    useDeck((deck) => deck.changed),
  );
  const share = async (preset: Preset): Promise<void> => {
    const outcome = await actions.share(preset);
    if (!outcome.isDone) return setFault(outcome.error);
    const { text } = outcome.value;
    await navigator.clipboard.writeText(text).then(
      () => remark(t('presets.shared', { name: preset.name[language] })),
      () => setStep({ kind: 'text', text }),
    );
  };
  const act = async (preset: Preset, action: PresetAction): Promise<void> => {
    setFault(null);
    if (action === 'rename') return setStep({ kind: 'rename', preset });
    if (action === 'share') return share(preset);
    const index = presets?.findIndex(({ id }) => id === preset.id) ?? -1;
    const neighbour = presets?.[index + 1] ?? presets?.[index - 1];
    const outcome = await actions.remove(preset);
    if (!outcome.isDone) return setFault(outcome.error);
    // Its row had the focus, without which Escape would not close the panel.
    setStep({ kind: 'list', focused: neighbour ? { id: neighbour.id } : null });
  };
  switch (step.kind) {
    case 'list':
      return (
        <>
          <PresetsList
            presets={presets}
            isUnknown={isUnknown}
            settings={settings}
            canSave={Object.keys(kept).length > 0}
            isReadOnly={isReadOnly}
            focused={step.focused}
            onUse={put}
            onAction={(preset, action) => void act(preset, action)}
            onStep={(kind) => setStep({ kind })}
          />
          {fault && <Fault envelope={fault} />}
        </>
      );
    case 'text':
      return <SharedText text={step.text} onDone={() => setStep(list)} />;
    default:
      return (
        <Ask
          step={step}
          kept={kept}
          actions={actions}
          onDone={(preset) => setStep({ kind: 'list', focused: preset })}
        />
      );
  }
}

function Fault({ envelope }: { readonly envelope: ErrorEnvelope }): ReactElement {
  const { title, hint } = useErrorText()(envelope);
  return (
    <p className="small alarm" role="alert">
      {title} {hint}
    </p>
  );
}

type AskProps = {
  readonly step: Extract<Step, { readonly kind: 'save' | 'paste' | 'rename' }>;
  readonly kept: AnySettingValues;
  readonly actions: PresetActions;
  /** With the preset that was added or changed; null: nothing was. */
  readonly onDone: (preset: Preset | null) => void;
};

function Ask({ step, kept, actions, onDone }: AskProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (step.kind) {
    case 'save':
      return (
        <PresetForm
          title={t('presets.save')}
          hint={t('presets.saveHint')}
          asks="name"
          initial=""
          submit={t('presets.keep')}
          onSubmit={(name) => actions.save(name, kept)}
          onDone={onDone}
        />
      );
    case 'rename':
      return (
        <PresetForm
          title={t('presets.renameTitle', { name: step.preset.name[language] })}
          hint=""
          asks="name"
          initial={step.preset.name[language]}
          submit={t('presets.keep')}
          onSubmit={(name) => actions.rename(step.preset, name)}
          onDone={onDone}
        />
      );
    case 'paste':
      return (
        <PresetForm
          title={t('presets.paste')}
          hint={t('presets.pasteHint')}
          asks="text"
          initial=""
          submit={t('presets.add')}
          onSubmit={(text) => actions.add(text)}
          onDone={(preset) => {
            if (preset) remark(t('presets.added', { name: preset.name[language] }));
            onDone(preset);
          }}
        />
      );
  }
}
