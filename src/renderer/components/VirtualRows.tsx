import { defaultRangeExtractor, type Range } from '@tanstack/virtual-core';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useVirtualRows } from './useVirtualRows.ts';

/** What the `data-fold` button of a row is given. */
export type FoldProps = {
  readonly isInTabOrder: boolean;
  /** Moves to another row where the key says so; false: the key is none of the list's. */
  readonly onMove: (key: string) => boolean;
};

type VirtualRowsProps<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Height until a row was measured, px. */
  readonly estimatePx: (row: Row) => number;
  /** Rows that arrows go through: each holds a `data-fold` button, of which one is in the order of Tab. */
  readonly isFold: (row: Row) => boolean;
  readonly children: (row: Row, fold: FoldProps) => ReactNode;
  /** Told when the last rows come into view. */
  readonly onEnd?: () => void;
  /** Rows that are not here yet come when onEnd asks for them, a page at a time: the key End goes on to the last of them. */
  readonly hasMore?: boolean;
  /** Of all rows, those that are not here yet included; -1 where it is not known. */
  readonly total?: number;
};

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The row that keys go on from; `isLast` until the last row of all is there. */
type Goal = { readonly key: string; readonly takesFocus: boolean; readonly isLast: boolean };

/** A list of any length of which only what is in view, and the row with the focus, is in the page. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>): ReactElement {
  const { rows, keyOf, estimatePx, isFold, onEnd, hasMore = false, total = rows.length } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [goal, setGoal] = useState<Goal | null>(null);
  const at = goal === null ? -1 : rows.findIndex((row) => isFold(row) && keyOf(row) === goal.key);
  const active = at === -1 ? rows.findIndex((row) => isFold(row)) : at;
  const shown = useVirtualRows({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (index < rows.length ? estimatePx(rows[index] as Row) : 0),
    getItemKey: (index) => (index < rows.length ? keyOf(rows[index] as Row) : index),
    rangeExtractor: (range: Range) => {
      const inView = defaultRangeExtractor(range);
      return active === -1 || inView.includes(active) ? inView : [...inView, active].sort((a, b) => a - b);
    },
  });
  const items = shown.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const isAtEnd = rows.length > 0 && last >= rows.length - 10;
  const count = rows.length;
  useEffect(() => {
    if (isAtEnd) onEnd?.();
  }, [isAtEnd, count, onEnd]);
  useEffect(() => {
    if (goal?.takesFocus !== true) return;
    frame.current?.querySelector<HTMLElement>(`li[data-key="${CSS.escape(goal.key)}"] [data-fold]`)?.focus();
  }, [goal]);
  useEffect(() => {
    if (goal?.isLast !== true) return;
    const end = rows.findLastIndex((row) => isFold(row));
    const key = end === -1 ? goal.key : keyOf(rows[end] as Row);
    if (key === goal.key && hasMore) return;
    shown.scrollToIndex(end);
    setGoal({ key, takesFocus: frame.current?.contains(document.activeElement) === true, isLast: hasMore });
  }, [goal, rows, isFold, keyOf, hasMore, shown]);
  const measure = useCallback((element: HTMLLIElement | null) => shown.measureElement(element), [shown]);

  // The same objects while the list scrolls, so that rows that stay need not be drawn again.
  const onMove = useCallback(
    (key: string): boolean => {
      const step = steps[key];
      if (step === undefined) return false;
      const folds = rows.flatMap((row, index) => (isFold(row) ? [index] : []));
      const next = folds[Math.min(folds.length - 1, Math.max(0, folds.indexOf(active) + step))];
      if (next === undefined) return true;
      shown.scrollToIndex(next);
      setGoal({ key: keyOf(rows[next] as Row), takesFocus: true, isLast: key === 'End' && hasMore });
      return true;
    },
    [rows, isFold, keyOf, active, hasMore, shown],
  );
  const activeFold = useMemo((): FoldProps => ({ isInTabOrder: true, onMove }), [onMove]);
  const otherFold = useMemo((): FoldProps => ({ isInTabOrder: false, onMove }), [onMove]);

  return (
    <div className="jobs" ref={frame} tabIndex={-1}>
      <ul aria-label={props.label} style={{ height: `${String(shown.getTotalSize())}px` }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={item.key}
              ref={measure}
              data-index={item.index}
              data-key={keyOf(row)}
              aria-setsize={total}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${String(item.start)}px)` }}
              onFocus={() => {
                if (isFold(row) && item.index !== active)
                  setGoal({ key: keyOf(row), takesFocus: false, isLast: false });
              }}
            >
              {props.children(row, item.index === active ? activeFold : otherFold)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
