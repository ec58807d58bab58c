import type { ReactElement, ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
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
      <DialogTrigger>
        <Button className="btn q sq" aria-label={props.changeLabel}>
          <Icon name={isEmpty ? 'plus' : 'more'} />
        </Button>
        <Popover className="pop song-pop" placement="top end">
          <Dialog aria-label={props.changeLabel}>{({ close }) => props.panel(close)}</Dialog>
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
