import type { ReactElement, ReactNode } from 'react';
import type { FoldProps } from './VirtualRows.tsx';

type FoldButtonProps = {
  readonly fold: FoldProps;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
};

/** The name of a row, which opens what can be done with it. Arrows go to the rows around it. A plain button: lists draw many. */
export function FoldButton({ fold, isOpen, onToggle, children }: FoldButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="nm ell"
      data-fold
      aria-expanded={isOpen}
      tabIndex={fold.isInTabOrder ? 0 : -1}
      onClick={onToggle}
      onKeyDown={(event) => {
        if (fold.onMove(event.key)) event.preventDefault();
      }}
    >
      {children}
    </button>
  );
}
