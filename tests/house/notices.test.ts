import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { noticesPath, renderNotices } from '../../tools/notices.mjs';
import { ensureBuilt } from '../../tools/setup/ready.mjs';

describe('the third-party notices', () => {
  beforeAll(ensureBuilt);

  it('are what is shipped now (npm run notices writes them anew)', () => {
    expect(readFileSync(noticesPath, 'utf8')).toBe(renderNotices());
  });

  it.each([
    'better-sqlite3',
    'onnxruntime-node',
    'react',
    'SwiftF0 (network)',
    'Instrument Sans (font)',
    'Commit Mono (font)',
  ])('name %s', (name) => {
    expect(renderNotices()).toMatch(new RegExp(`^\\| ${name.replace(/[()]/g, '\\$&')} \\|`, 'm'));
  });

  it('say that ffmpeg is a program of its own under the GPL, and where the example comes from', () => {
    expect(renderNotices()).toMatch(/GNU General Public License/);
    expect(renderNotices()).toMatch(/LibriVox/);
  });
});
