import type { Locator, Page } from 'playwright';

export const settingsSections = [
  'General',
  'Audio',
  'Devices',
  'Storage',
  'Network',
  'Keyboard',
  'Statistics',
  'Licences',
  'About',
] as const;

/** Opens the settings with the keyboard and goes to a section. */
export async function openSettings(page: Page, section: (typeof settingsSections)[number]): Promise<Locator> {
  const list = page.getByRole('tablist', { name: 'Settings' });
  if (!(await list.isVisible())) await page.keyboard.press('Control+,');
  await list.getByRole('tab', { name: section }).click();
  const panel = page.getByRole('tabpanel', { name: section });
  await panel.waitFor();
  return panel;
}

/** Presses the button that a dialog is for. */
export async function confirm(page: Page, title: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
