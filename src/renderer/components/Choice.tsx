import type { ReactElement } from 'react';
import {
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { Icon } from './Icon.tsx';

export type ChoiceOption = { readonly id: string; readonly label: string };
export type ChoiceGroup = { readonly title: string | null; readonly options: readonly ChoiceOption[] };

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly groups: readonly ChoiceGroup[];
  readonly onChange: (id: string) => void;
  readonly description?: string;
  /** `bar`: a quiet button with no visible label. */
  readonly look?: 'field' | 'bar';
};

function Option({ option }: { readonly option: ChoiceOption }): ReactElement {
  return (
    <ListBoxItem className="opt" id={option.id} textValue={option.label}>
      {option.label}
    </ListBoxItem>
  );
}

/** One of many: a button that opens a list, with type-ahead. */
export function Choice(props: ChoiceProps): ReactElement {
  const isField = props.look !== 'bar';
  return (
    <Select
      className={isField ? 'c' : ''}
      value={props.value}
      onChange={(id) => {
        if (typeof id === 'string') props.onChange(id);
      }}
      {...(isField ? {} : { 'aria-label': props.label })}
    >
      {isField && (
        <div className="lab">
          <Label className="label">{props.label}</Label>
        </div>
      )}
      <Button
        className={isField ? 'sel' : 'btn q'}
        {...(props.description ? { 'aria-description': props.description } : {})}
      >
        <SelectValue className="ell" />
        <Icon name="down" />
      </Button>
      <Popover className="pop" maxHeight={360}>
        <ListBox className="list">
          {props.groups.map((group, index) =>
            group.title === null ? (
              group.options.map((option) => <Option key={option.id} option={option} />)
            ) : (
              <ListBoxSection key={index} id={`section-${String(index)}`}>
                <Header className="head">{group.title}</Header>
                {group.options.map((option) => (
                  <Option key={option.id} option={option} />
                ))}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
