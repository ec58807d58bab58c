import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readNotices } from './notices.ts';

describe('the notices that are shipped', () => {
  const { rows, texts } = readNotices(readFileSync('THIRD-PARTY-NOTICES.md', 'utf8'));

  it('name packages, networks and fonts with their licence', () => {
    expect(rows.find(({ what }) => what === 'react')?.licence).toBe('MIT');
    expect(rows.some(({ what }) => what.includes('SwiftF0'))).toBe(true);
    expect(rows.every(({ what, licence }) => what !== '' && licence !== '')).toBe(true);
  });

  it('hold a text for ffmpeg, Electron, every network and font', () => {
    const titles = texts.map(({ title }) => title);
    for (const part of ['ffmpeg', 'Electron', 'SwiftF0 (network)', 'Commit Mono (font)', 'react, react-dom']) {
      expect(
        titles.some((title) => title.includes(part)),
        part,
      ).toBe(true);
    }
    expect(texts.every(({ text }) => text.length > 40)).toBe(true);
  });

  it('keep the headings inside a licence as part of it', () => {
    const library = texts.find(({ title }) => title === '@alexanderolsen/libsamplerate-js');
    expect(library?.text).toContain('libsamplerate (aka Secret Rabit Code) License');
  });
});
