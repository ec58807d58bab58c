import type { ReactElement } from 'react';
import { TextArea, TextField } from 'react-aria-components';

type ShownTextProps = {
  readonly label: string;
  readonly text: string;
  /** Lines seen at once; all of them where it is left out. */
  readonly rows?: number;
};

/** A long text to read and copy from: licences and diagnostics, which are English in every language. It can be gone through with the keyboard and not be changed. */
export function ShownText({ label, text, rows }: ShownTextProps): ReactElement {
  return (
    <TextField className="shown-field" aria-label={label} value={text} isReadOnly>
      <TextArea
        className={rows === undefined ? 'shown whole' : 'shown'}
        lang="en"
        spellCheck={false}
        {...(rows === undefined ? {} : { rows })}
      />
    </TextField>
  );
}
