import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFile, longSpeechFile, soundOf, waitUntilReady, waitUntilSung } from './convertView.ts';
import { eventually } from './eventually.ts';
import { holdHost } from './heldHost.ts';
import { openWindow, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';

let served: Served;
let browser: Browser;
let opened: TestWindow;
let page: Page;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
  opened = await openWindow(browser, served.url, { locale: 'pt-BR' });
  page = opened.page;
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

describe('em português, também depois de recarregar a página', () => {
  it('a janela começa na língua do sistema, com vírgula nos números', async () => {
    await page.getByRole('heading', { name: 'Solte uma gravação falada' }).waitFor();
    await chooseFile(page, /^Escolher arquivo/, await longSpeechFile(served.filesFolder, 3, 'fala longa.wav'));
    await waitUntilReady(page);
    await page.getByText('0:21,3').first().waitFor();
    await page.getByText(/^−\d+,\d LUFS$/).waitFor();
    await page.getByText(/^\d+ sílabas em \d+ frases$/).waitFor();
    await eventually(() => page.locator('.sel').first().innerText()).toMatch(/ (menor|maior).* – automático$/);
    expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
  });

  it('a conversão em andamento continua na tela depois de recarregar', async () => {
    await page.getByRole('option', { name: /Brilhante/ }).click();
    const host = await holdHost(served);
    try {
      await page.getByRole('button', { name: /^Converter/ }).click();
      await host.stepUntilSeen(page.locator('.lane.out.sung .rend'));
      await page.reload();
      await page.getByRole('heading', { name: 'fala longa.wav' }).waitFor();
      await host.stepUntilSeen(page.locator('.lane.out.sung .rend'));
      await page.getByRole('button', { name: /^Parar/ }).waitFor();
      await page.getByRole('progressbar', { name: 'Convertendo' }).waitFor();
      await page.locator('.chosen').getByText('Brilhante').waitFor();
    } finally {
      host.goOn();
    }
  });

  it('o resultado fica pronto e pode ser ouvido', async () => {
    await page.getByText('A tomada 1 está salva. Qualquer mudança cria a tomada 2.').waitFor();
    await waitUntilSung(page, 21.3);
    await page.keyboard.press('b');
    await page.keyboard.press('Space');
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeGreaterThan(0.2);
    await page.keyboard.press('Space');
  });

  it('a fila leva de volta à tomada, e a língua escolhida fica', async () => {
    await page.getByRole('button', { name: 'Ajustes' }).click();
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('link', { name: 'Convert' }).click();
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
    const other = await openWindow(browser, served.url, { locale: 'pt-BR' });
    await other.page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    await other.page.getByRole('button', { name: /^Queue/ }).click();
    const drawer = other.page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'fala longa.wav, take 1', exact: true }).click();
    await drawer.getByRole('button', { name: 'Open', exact: true }).click();
    await other.page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
    expect(other.complaints).toEqual([]);
    await other.close();
  });

  it('nada disso quebra uma regra da página', () => {
    expect(opened.complaints).toEqual([]);
  });
});
