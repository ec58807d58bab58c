import type { ReactElement, ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';

export type Segment<Id extends string> = {
  readonly id: Id;
  readonly label: ReactNode;
  readonly title?: string;
  readonly isDisabled?: boolean;
};

type SegmentedProps<Id extends string> = {
  readonly label: string;
  readonly value: Id;
  readonly segments: readonly Segment<Id>[];
  readonly onChange: (id: Id) => void;
  readonly isFull?: boolean;
};

/** One of a few, side by side. */
export function Segmented<Id extends string>(props: SegmentedProps<Id>): ReactElement {
  return (
    <RadioGroup
      className={props.isFull === true ? 'seg full' : 'seg'}
      aria-label={props.label}
      orientation="horizontal"
      value={props.value}
      onChange={(id) => {
        const chosen = props.segments.find((segment) => segment.id === id);
        if (chosen) props.onChange(chosen.id);
      }}
    >
      {props.segments.map((segment) => (
        <Radio key={segment.id} value={segment.id} isDisabled={segment.isDisabled ?? false}>
          <span title={segment.title}>{segment.label}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
