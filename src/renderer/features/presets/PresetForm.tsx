import { useState, type ReactElement } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { presetLimits, type Preset } from '../../../contract/presets.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { TextInput } from '../../components/TextInput.tsx';
import { TextLines } from '../../components/TextLines.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import type { Outcome } from './usePresets.ts';

type PresetFormProps = {
  readonly title: string;
  readonly hint: string;
  /** What is asked for: a name on one line, or a preset as text. */
  readonly asks: 'name' | 'text';
  readonly initial: string;
  readonly submit: string;
  readonly onSubmit: (text: string) => Promise<Outcome<Preset>>;
  readonly onDone: (preset: Preset | null) => void;
};

/** Asks for one thing; what is wrong with the answer is told under it. */
export function PresetForm({ title, hint, asks, initial, submit, onSubmit, onDone }: PresetFormProps): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [text, setText] = useState(initial);
  const [error, setError] = useState<ErrorEnvelope | null>(null);
  const words = error === null ? null : errorText(error);
  const fault = words === null ? null : `${words.title} ${words.hint}`;
  const answer = async (): Promise<void> => {
    const outcome = await onSubmit(text.trim());
    if (outcome.isDone) onDone(outcome.value);
    else setError(outcome.error);
  };
  return (
    <Form
      className="asking"
      // What was refused can be sent again once it is changed: the program decides, not the browser.
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void answer();
      }}
    >
      <h3 className="head">{title}</h3>
      {asks === 'name' ? (
        <>
          <TextInput
            label={t('presets.name')}
            value={text}
            maxLength={presetLimits.nameCharacters}
            onChange={setText}
            takesFocus
          />
          {hint !== '' && <p className="small t2">{hint}</p>}
          {fault !== null && (
            <p className="small alarm" role="alert">
              {fault}
            </p>
          )}
        </>
      ) : (
        <TextLines
          label={t('presets.text')}
          hint={hint}
          value={text}
          maxLength={presetLimits.textCharacters}
          onChange={setText}
          fault={fault}
          isCode
        />
      )}
      <div className="row end">
        <PushButton kind="quiet" onPress={() => onDone(null)}>
          {t('presets.cancel')}
        </PushButton>
        <PushButton submits isDisabled={text.trim() === ''}>
          {submit}
        </PushButton>
      </div>
    </Form>
  );
}
