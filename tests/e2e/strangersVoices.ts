import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/rvc');

/** A voice that is whole, under a name of the test's own. */
export async function voiceFile(folder: string, name: string, voice = 'broken/good.pth'): Promise<string> {
  return copied(path.join(fixtures, voice), folder, name);
}

/** A version-1 voice and the index of its width, as they come from a stranger. */
export async function voiceWithIndex(folder: string, name: string): Promise<readonly [voice: string, index: string]> {
  const indexFolder = path.join(fixtures, 'index/idx256');
  const index = (await readdir(indexFolder)).find((file) => file.endsWith('.index')) ?? '';
  return [
    await copied(path.join(fixtures, 'voices/v1_f0_40k/v1_f0_40k.pth'), folder, `${name}.pth`),
    await copied(path.join(indexFolder, index), folder, `added_IVF10_Flat_nprobe_1_${name}_v1.index`),
  ];
}

async function copied(from: string, folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  await copyFile(from, file);
  return file;
}

/** Waits for the report of a voice. */
export async function waitForReport(page: Page, fileName: string): Promise<void> {
  await page.getByRole('heading', { name: `Safe import: ${fileName}` }).waitFor();
}

/** Adds the reported voice and waits until it is chosen. */
export async function addReported(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Add ${name}` }).click();
  await page.getByRole('option', { name, selected: true }).waitFor();
}
