import { expect, it } from 'vitest';
import { attachment } from './attachment.ts';

const nameOf = (title: string): string =>
  decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(attachment(title, 'wav'))?.[1] ?? '');

it.each([
  ['../../.ssh/authorized_keys', '_.._.ssh_authorized_keys.wav'],
  ['..\\..\\start', '_.._start.wav'],
  ['a\r\nSet-Cookie: b', 'a__Set-Cookie_ b.wav'],
  ['song\u202evaw', 'song_vaw.wav'],
  ['half \ud800 sign "quoted"', 'half _ sign _quoted_.wav'],
  ['Maré 日本語 🎤', 'Maré 日本語 🎤.wav'],
])('a recording called %j is kept under a legal name', (title, name) => {
  expect(nameOf(title)).toBe(name);
  expect(attachment(title, 'wav')).toMatch(
    /^attachment; filename="[ !#-.0-9:-[\]-~]+"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/,
  );
});
