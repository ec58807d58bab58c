import type { ReactElement, ReactNode } from 'react';
import { Button, Group, Input, Label, NumberField } from 'react-aria-components';
import { Icon } from './Icon.tsx';

type StepperFieldProps = {
  readonly label: string;
  readonly description: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: string;
  readonly lowerLabel: string;
  readonly raiseLabel: string;
  readonly onChange: (value: number) => void;
  readonly aside?: ReactNode;
  /** A sentence under the number. */
  readonly note: string | null;
  readonly isDisabled: boolean;
};

/** A number with a button on either side; it can also be typed. */
export function StepperField(props: StepperFieldProps): ReactElement {
  return (
    <NumberField
      className="c"
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      isDisabled={props.isDisabled}
      formatOptions={{ signDisplay: props.min < 0 ? 'exceptZero' : 'auto', maximumFractionDigits: 1 }}
      onChange={(value) => {
        if (Number.isFinite(value)) props.onChange(value);
      }}
      isWheelDisabled
    >
      <div className="lab" title={props.description}>
        <Label className="label">{props.label}</Label>
        {props.aside}
      </div>
      <Group className="step">
        <Button slot="decrement" aria-label={props.lowerLabel} preventFocusOnPress>
          <Icon name="minus" />
        </Button>
        <span className="both">
          <Input aria-description={[props.description, ...(props.note === null ? [] : [props.note])].join(' ')} />
          <span className="t3">{props.unit}</span>
        </span>
        <Button slot="increment" aria-label={props.raiseLabel} preventFocusOnPress>
          <Icon name="plus" />
        </Button>
      </Group>
      {props.note !== null && <p className="small t3 why">{props.note}</p>}
    </NumberField>
  );
}
