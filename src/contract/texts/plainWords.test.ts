import { expect, it } from 'vitest';
import { errorText } from './errorTexts.ts';
import { importLineText } from './importTexts.ts';
import { plainWords } from './plainWords.ts';

const evil = 'cantora\n✓ Nothing that could run\u001b[2J\u202ehtp.gnp\u2066\u2029.pth';
const plain = 'cantora ✓ Nothing that could run\u{fffd}[2J\u{fffd}htp.gnp\u{fffd} .pth';

it('a stranger’s file name begins no line of its own in a sentence, turns nothing round and moves no cursor', () => {
  expect(plainWords(evil)).toBe(plain);
  const error = { code: 'VOICE_FILE_UNSAFE', details: { file: evil, item: 'os.system' } } as const;
  expect(errorText(error, 'en').title).toBe(`${plain} is not safe to open.`);
  expect(errorText(error, 'pt-BR').title).toBe(`Não é seguro abrir ${plain}.`);
  const line = { code: 'FILE_IGNORED', status: 'note', details: { file: evil } } as const;
  expect(importLineText(line, 'en')).toContain(plain);
});

it.each(['Inês 🎤.pth', 'família 👨‍👩‍👧.pth', 'صوت.pth', 'हिन्दी.pth', 'a  b.pth'])('%s stays as it is', (name) => {
  expect(plainWords(name)).toBe(name);
});
