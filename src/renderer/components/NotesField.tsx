import type { ReactElement } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

type NotesFieldProps = {
  readonly label: string;
  readonly description: string;
  /** Pitch classes that are on, 0 = C. */
  readonly chosen: readonly number[];
  readonly names: readonly string[];
  readonly onChange: (pitchClasses: number[]) => void;
  /** Shown beside the label. */
  readonly aside: ReactElement;
};

/** Twelve notes to allow or not. At least one stays on. */
export function NotesField(props: NotesFieldProps): ReactElement {
  return (
    <div className="c">
      <div className="lab" title={props.description}>
        <span className="label">{props.label}</span>
        {props.aside}
      </div>
      <ToggleButtonGroup
        className="keys12"
        selectionMode="multiple"
        disallowEmptySelection
        aria-label={props.label}
        selectedKeys={props.chosen.map(String)}
        onSelectionChange={(keys) => props.onChange([...keys].map(Number).sort((a, b) => a - b))}
      >
        {props.names.map((name, pitchClass) => (
          <ToggleButton key={name} id={String(pitchClass)}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
