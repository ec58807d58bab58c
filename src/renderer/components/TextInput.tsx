import { useEffect, useRef, type ReactElement } from 'react';
import { Input, Label, TextField } from 'react-aria-components';

type TextInputProps = {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Takes the focus when it appears, in a dialog that was opened for it. */
  readonly takesFocus?: boolean;
};

/** A line of text with its name above it. */
export function TextInput(props: TextInputProps): ReactElement {
  const { takesFocus = false } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.select();
  }, [takesFocus]);
  return (
    <TextField
      className="c"
      value={props.value}
      onChange={props.onChange}
      maxLength={props.maxLength}
      autoComplete="off"
    >
      <div className="lab">
        <Label className="label">{props.label}</Label>
      </div>
      <Input
        ref={input}
        className="field"
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
      />
    </TextField>
  );
}
