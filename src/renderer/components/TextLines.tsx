import { useEffect, useRef, type ReactElement } from 'react';
import { FieldError, Label, Text, TextArea, TextField } from 'react-aria-components';

type TextLinesProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
  /** What is wrong with it; null where nothing is. */
  readonly fault: string | null;
  /** Written in the typeface of numbers. */
  readonly isCode?: boolean;
};

/** Some lines of text with their name above and what is expected, or wrong, under them. Takes the focus when it appears. */
export function TextLines(props: TextLinesProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
  }, []);
  return (
    <TextField
      className="c lines-field"
      value={props.value}
      onChange={props.onChange}
      maxLength={props.maxLength}
      isInvalid={props.fault !== null}
      autoComplete="off"
    >
      <div className="lab">
        <Label className="label">{props.label}</Label>
      </div>
      <TextArea ref={area} className={props.isCode === true ? 'field code' : 'field'} rows={4} spellCheck={false} />
      <Text slot="description" className="small t2">
        {props.hint}
      </Text>
      <FieldError className="small alarm">{props.fault}</FieldError>
    </TextField>
  );
}
