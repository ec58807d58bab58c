import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'react';

type Rows = Virtualizer<HTMLDivElement, HTMLLIElement>;
type Given = Pick<
  VirtualizerOptions<HTMLDivElement, HTMLLIElement>,
  'count' | 'getScrollElement' | 'estimateSize' | 'getItemKey' | 'rangeExtractor'
>;

/** Rows beyond the edges that are drawn as well, so that scrolling shows no gaps. */
const overscan = 6;

/** Which rows of a long list are in view, and where; the component is drawn again when that changes. */
export function useVirtualRows(given: Given): Rows {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const options = {
    ...given,
    overscan,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(),
  };
  const [rows] = useState(() => new Virtualizer<HTMLDivElement, HTMLLIElement>(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => rows._willUpdate());
  return rows;
}
