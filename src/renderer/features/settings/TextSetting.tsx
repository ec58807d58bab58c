import { useState, type ReactElement, type ReactNode, type SyntheticEvent } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { PushButton } from '../../components/PushButton.tsx';

type TextSettingProps = {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  /** The button that keeps what was typed; it is kept on Enter and on leaving the field too where it is left out. */
  readonly action?: string;
  /** Tells whether it was kept; what was refused stays in the field. */
  readonly onKeep: (value: string) => Promise<boolean>;
  /** Under the field; told what is typed. */
  readonly hint: (draft: string) => ReactNode;
  /** What is wrong with a text; null where nothing is. */
  readonly faultOf?: (draft: string) => string | null;
};

/** A text that is kept on Enter or on leaving it; Escape brings back what was there. */
export function TextSetting(props: TextSettingProps): ReactElement {
  const { value, onKeep, faultOf } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const draft = typed ?? value;
  const fault = faultOf?.(draft) ?? null;
  const keep = (): void => {
    if (typed === null || fault !== null) return;
    if (typed.trim() === value) return setTyped(null);
    void onKeep(typed.trim()).then((isKept) => {
      if (isKept) setTyped((now) => (now === typed ? null : now));
    });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    keep();
  };
  return (
    <form onSubmit={submit}>
      <TextField
        className="c"
        value={draft}
        onChange={setTyped}
        onBlur={() => {
          if (props.action === undefined) keep();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || typed === null || typed === value) event.continuePropagation();
          else {
            event.preventDefault();
            setTyped(null);
          }
        }}
        maxLength={props.maxLength}
        isInvalid={fault !== null}
        autoComplete="off"
        spellCheck="false"
      >
        <Label className="label">{props.label}</Label>
        <span className="row">
          <Input className="field" />
          {props.action !== undefined && (
            <PushButton submits isDisabled={typed === null || typed.trim() === value}>
              {props.action}
            </PushButton>
          )}
        </span>
        <Text slot="description" className="small t2">
          {props.hint(draft)}
        </Text>
        <FieldError className="small alarm">{fault}</FieldError>
      </TextField>
    </form>
  );
}
