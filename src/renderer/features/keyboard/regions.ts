const focusable = 'button:not(:disabled), input:not(:disabled), [tabindex="0"]';

function isShown(element: Element): boolean {
  return element.closest('[inert]') === null && element.checkVisibility({ visibilityProperty: true });
}

/**
 * Moves the focus to the first control of the next region (F6) or the one before (Shift F6), in the order of the page: in
 * Convert rail, lanes, transport and deck.
 */
export function focusRegion(direction: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown);
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const start = here === -1 && direction === -1 ? 0 : here;
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(start + direction * step + regions.length * 2) % regions.length];
    const target = [...(region?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(isShown);
    if (target) {
      target.focus();
      return;
    }
  }
}
