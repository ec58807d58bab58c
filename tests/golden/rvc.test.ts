import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { goldenCases } from '../suites/golden/goldenCases.ts';
import { WrittenNetworks } from '../suites/golden/networks.ts';

/*
 * What the Python programs gave for the same files, noise and options: voices, damaged files, base models, indexes, single
 * steps and whole conversions. `npm run golden -- <folder>` runs the same on any other folder of that layout.
 */

const folder = fileURLToPath(new URL('../fixtures/rvc/', import.meta.url));
const networks = new WrittenNetworks();
afterAll(() => {
  networks.close();
});

describe('what the original programs gave is reached', () => {
  it.each(goldenCases({ folder, others: new Map() }, networks))('$name', async ({ run }) => {
    const { passed, figures } = await run();
    expect(passed, figures).toBe(true);
  });
});
