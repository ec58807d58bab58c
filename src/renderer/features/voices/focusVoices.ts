/** Puts the focus on the list of voices, once what was there before is gone. */
export function focusVoices(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-region=rail] [role=listbox]')?.focus());
}
