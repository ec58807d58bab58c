import { defaultRangeExtractor, type Range } from '@tanstack/virtual-core';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { nextOption } from './nextOption.ts';
import { useVirtualRows } from './useVirtualRows.ts';

type OptionGridProps<Item extends { readonly id: string }> = {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly label: string;
  /** Id of the element that says what the keys do. */
  readonly describedBy: string;
  readonly items: readonly Item[];
  readonly selectedId: string;
  /** Least width of a column; null: one item under the other. */
  readonly columnRem: number | null;
  /** Height of an item until it was measured. */
  readonly heightRem: number;
  readonly optionClass: string;
  readonly onSelect: (item: Item) => void;
  /** Enter, or a double click. */
  readonly onAction: (item: Item) => void;
  readonly children: (item: Item) => ReactNode;
};

function rootPx(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** How many columns fit, kept up to date. */
function useColumns(list: RefObject<HTMLElement | null>, columnRem: number | null): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const measure = (): void => setWidth(box.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [list]);
  return columnRem === null ? 1 : Math.max(1, Math.floor(width / (columnRem * rootPx())));
}

/** Gives the focus back when the option that had it was drawn anew in another row, as happens when columns come or go. */
function useKeptFocus(list: RefObject<HTMLElement | null>): Pick<HTMLAttributes<HTMLElement>, 'onFocus' | 'onBlur'> {
  const hasFocus = useRef(false);
  useLayoutEffect(() => {
    // An element that leaves the page loses the focus without a blur.
    if (hasFocus.current && document.activeElement === document.body) focusSelected(list.current);
  });
  return {
    onFocus: () => (hasFocus.current = true),
    onBlur: () => (hasFocus.current = false),
  };
}

function focusSelected(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>('[role=option][aria-selected=true]')?.focus({ preventScroll: true });
}

/**
 * A listbox of any length, in one column or several, of which only what is in view, and the selected option, is in the page:
 * ten thousand cost no more than thirty. Selection and focus follow the arrows.
 */
export function OptionGrid<Item extends { readonly id: string }>(props: OptionGridProps<Item>): ReactElement {
  const { list, items, selectedId, columnRem, heightRem, onSelect, onAction } = props;
  const columns = useColumns(list, columnRem);
  const wantsFocus = useRef(false);
  const keptFocus = useKeptFocus(list);
  const selected = items.findIndex(({ id }) => id === selectedId);
  const active = Math.max(0, selected);
  const activeRow = Math.floor(active / columns);
  const rowCount = Math.ceil(items.length / columns);
  const shown = useVirtualRows({
    count: rowCount,
    getScrollElement: () => list.current,
    estimateSize: () => heightRem * rootPx(),
    getItemKey: (row) => `${String(columns)} ${String(row)}`,
    rangeExtractor: (range: Range) => {
      const inView = defaultRangeExtractor(range);
      if (inView.includes(activeRow) || activeRow >= rowCount) return inView;
      return [...inView, activeRow].sort((a, b) => a - b);
    },
  });
  const measure = useCallback((element: HTMLLIElement | null) => shown.measureElement(element), [shown]);
  useEffect(() => {
    if (selected < 0) return;
    shown.scrollToIndex(activeRow);
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    focusSelected(list.current);
  }, [shown, list, selected, selectedId, activeRow]);

  const press = (event: KeyboardEvent, index: number): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const item = items[index];
    if (event.key === 'Enter' && item) onAction(item);
    else if (event.key !== ' ') {
      const rowsInView = Math.max(1, shown.getVirtualItems().length - 1);
      const next = nextOption(event.key, { index, columns, rowsInView, count: items.length });
      const nextItem = next === null ? undefined : items[next];
      if (!nextItem) return;
      wantsFocus.current = next !== selected;
      onSelect(nextItem);
    }
    event.preventDefault();
  };

  return (
    <div
      ref={list}
      className="voices"
      role="listbox"
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-orientation={columns > 1 ? 'horizontal' : 'vertical'}
      tabIndex={-1}
      {...keptFocus}
    >
      <ul role="presentation" className="option-rows" style={{ height: `${String(shown.getTotalSize())}px` }}>
        {shown.getVirtualItems().map((row) => (
          <li
            key={row.key}
            ref={measure}
            role="presentation"
            data-index={row.index}
            style={{
              transform: `translateY(${String(row.start)}px)`,
              gridTemplateColumns: `repeat(${String(columns)}, minmax(0, 1fr))`,
            }}
          >
            {items.slice(row.index * columns, (row.index + 1) * columns).map((item, column) => {
              const index = row.index * columns + column;
              return (
                <div
                  key={item.id}
                  role="option"
                  className={props.optionClass}
                  data-key={item.id}
                  aria-selected={index === selected}
                  aria-posinset={index + 1}
                  aria-setsize={items.length}
                  tabIndex={index === active ? 0 : -1}
                  onClick={() => onSelect(item)}
                  onDoubleClick={() => onAction(item)}
                  onKeyDown={(event) => press(event, index)}
                >
                  {props.children(item)}
                </div>
              );
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
