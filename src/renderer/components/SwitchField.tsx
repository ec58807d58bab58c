import type { ReactElement } from 'react';
import { Switch } from 'react-aria-components';

type SwitchFieldProps = {
  readonly label: string;
  readonly description: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
};

/** On or off, with its name before it. */
export function SwitchField({ label, description, isOn, onChange }: SwitchFieldProps): ReactElement {
  return (
    <Switch className="c switch" isSelected={isOn} onChange={onChange} aria-description={description}>
      <span className="label" title={description}>
        {label}
      </span>
      <i className="sw" />
    </Switch>
  );
}
