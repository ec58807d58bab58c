const order = ['rail', 'lanes', 'transport', 'deck'] as const;
const focusable = 'button:not(:disabled), input:not(:disabled), [tabindex="0"]';

/** Moves the focus to the first control of the next region (F6) or the one before (Shift F6): rail, lanes, transport, deck. */
export function focusRegion(direction: 1 | -1): void {
  const regions = order.flatMap((name) => [...document.querySelectorAll<HTMLElement>(`[data-region=${name}]`)]);
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const start = here === -1 && direction === -1 ? 0 : here;
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(start + direction * step + regions.length * 2) % regions.length];
    const target = [...(region?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(
      (one) => one.offsetParent !== null,
    );
    if (target) {
      target.focus();
      return;
    }
  }
}
