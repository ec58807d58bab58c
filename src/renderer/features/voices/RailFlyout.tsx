import { useEffect, useState, type ReactElement, type RefObject } from 'react';

type Shown = { readonly name: string; readonly meta: string; readonly top: number };

function textOf(element: Element, selector: string): string {
  return element.querySelector(selector)?.textContent ?? '';
}

/** In a narrow window the rail shows marks only: the name of the row under the pointer, or with the focus, beside it. */
export function RailFlyout({ list }: { readonly list: RefObject<HTMLElement | null> }): ReactElement | null {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const show = (event: Event): void => {
      const row = event.target instanceof Element ? event.target.closest('[role=option]') : null;
      if (!row || (event.type === 'focusin' && !row.matches(':focus-visible'))) return;
      const { top } = row.getBoundingClientRect();
      const meta = [...row.querySelectorAll('.meta > span')].map(({ textContent }) => textContent).join('  ');
      setShown({ name: textOf(row, '.who b'), meta, top });
    };
    const hide = (): void => setShown(null);
    const begin = ['pointerover', 'focusin'] as const;
    const end = ['pointerleave', 'focusout', 'scroll'] as const;
    for (const name of begin) box.addEventListener(name, show);
    for (const name of end) box.addEventListener(name, hide);
    return () => {
      for (const name of begin) box.removeEventListener(name, show);
      for (const name of end) box.removeEventListener(name, hide);
    };
  }, [list]);
  if (!shown) return null;
  return (
    <div className="flyout" style={{ top: `${String(shown.top)}px` }} aria-hidden="true">
      <b>{shown.name}</b>
      <span className="small t2">{shown.meta}</span>
    </div>
  );
}
