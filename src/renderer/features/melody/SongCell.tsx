import { useState, type ReactElement, type ReactNode } from 'react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';

type SongCellProps = {
  readonly title: string;
  /** What it is now, and the facts about it. */
  readonly value: string;
  readonly facts: readonly string[];
  readonly isEmpty: boolean;
  readonly changeLabel: string;
  /** What opens when it is to be changed. */
  readonly panel: (close: () => void) => ReactNode;
  readonly removeLabel: string;
  readonly onRemove: () => void;
};

/** One part of the song: its name, what it is, and buttons to change it or take it away. */
export function SongCell(props: SongCellProps): ReactElement {
  const { title, value, facts, isEmpty } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="song-cell" role="group" aria-label={title}>
      <div className="grow">
        <div className="small t3">{title}</div>
        <div className="row facts">
          <span className={isEmpty ? 't2 ell' : 'ell selectable'} title={value}>
            {value}
          </span>
          {facts.map((fact) => (
            <span key={fact} className="small t3 n">
              {fact}
            </span>
          ))}
        </div>
      </div>
      <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button className="btn q sq" aria-label={props.changeLabel}>
          <Icon name={isEmpty ? 'plus' : 'more'} />
        </Button>
        <Popover className="pop song-pop" placement="top end" aria-label={props.changeLabel}>
          {props.panel(() => setOpen(false))}
        </Popover>
      </DialogTrigger>
      {!isEmpty && (
        <PushButton kind="quiet" size="square" label={props.removeLabel} onPress={props.onRemove}>
          <Icon name="close" />
        </PushButton>
      )}
    </div>
  );
}
