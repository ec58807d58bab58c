import type { ReactElement, ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { FoldProps } from './VirtualRows.tsx';

type FoldButtonProps = {
  readonly fold: FoldProps;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
};

/** The name of a row, which opens what can be done with it. Arrows go to the rows around it. */
export function FoldButton({ fold, isOpen, onToggle, children }: FoldButtonProps): ReactElement {
  return (
    <Button
      className="nm ell"
      data-fold
      aria-expanded={isOpen}
      excludeFromTabOrder={!fold.isInTabOrder}
      onPress={onToggle}
      onKeyDown={(event) => {
        if (fold.onMove(event.key)) event.preventDefault();
        else event.continuePropagation();
      }}
    >
      {children}
    </Button>
  );
}
