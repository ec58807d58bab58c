import type { FileKind } from '../../contract/voiceFiles.ts';
import { utf8Text } from '../bytes/text.ts';

const COMMENT = /<!--[\s\S]*?-->/g;
const WEB_PAGE = /^\s*<(!doctype html|html|head|body|script)\b/i;
const PICTURE = /^\s*(<\?xml[^>]*>\s*)?(<!doctype svg[^>]*>\s*)?<svg\b/i;
/** A document of XML whose root is a page. */
const XML_PAGE = /^\s*<\?xml[^>]*>\s*(<!doctype html[^>]*>\s*)?<html\b/i;
const UTF16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;
/** Other control characters are in no text. */
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;
/** Longest sequence of UTF-8, bytes; the head may cut one in its middle. */
const LONGEST_SEQUENCE = 4;

/** Web page, picture (SVG) or text; null for anything that is not text. @param head the beginning of the file */
export function kindOfText(head: Uint8Array): FileKind | null {
  if (UTF16_MARKS.some(([first, second]) => head[0] === first && head[1] === second)) return 'text';
  const text = headText(head)?.replace(/^\uFEFF/, '');
  if (text === undefined || text.trim() === '' || CONTROL.test(text)) return null;
  const plain = text.replaceAll(COMMENT, '');
  if (WEB_PAGE.test(plain) || XML_PAGE.test(plain)) return 'web-page';
  return PICTURE.test(plain) ? 'picture' : 'text';
}

function headText(head: Uint8Array): string | undefined {
  for (let cut = 0; cut < LONGEST_SEQUENCE && cut < head.length; cut++) {
    const text = utf8Text(head.subarray(0, head.length - cut));
    if (text !== null) return text;
  }
  return undefined;
}
