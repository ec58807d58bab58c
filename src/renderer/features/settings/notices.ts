/** One thing whose licence is shipped. */
export type NoticeText = { readonly title: string; readonly text: string };
/** What the table of the notices says of one thing. */
export type NoticeRow = { readonly what: string; readonly version: string; readonly licence: string };

/** A heading whose lines follow until the next of the same or a higher level. */
function sectionsOf(markdown: string, mark: string): NoticeText[] {
  // Licence texts themselves hold lines with one #; only ours have two or three and stand after an empty line.
  const [, ...parts] = `\n${markdown}`.split(new RegExp(`\\n${mark} (?=\\S)`));
  return parts.map((part) => {
    const end = part.indexOf('\n');
    return {
      title: part.slice(0, end === -1 ? undefined : end).trim(),
      text: end === -1 ? '' : part.slice(end).trim(),
    };
  });
}

function rowsOf(text: string): NoticeRow[] {
  return text.split('\n').flatMap((line) => {
    const [, what, version, licence] = line.split('|').map((cell) => cell.trim());
    const isRow = what !== undefined && version !== undefined && licence !== undefined && !what.startsWith('---');
    return isRow && what !== 'what' ? [{ what, version, licence }] : [];
  });
}

/** Reads THIRD-PARTY-NOTICES.md as `npm run notices` makes it: a table, some sections in prose, and the licence texts. */
export function readNotices(markdown: string): {
  readonly rows: readonly NoticeRow[];
  readonly texts: readonly NoticeText[];
} {
  const [head = '', ...rest] = markdown.split('\n## Licence texts\n');
  const sections = sectionsOf(head, '##');
  const table = sections.find(({ text }) => text.includes('\n|') || text.startsWith('|'));
  const prose = sections.filter((section) => section !== table);
  return { rows: rowsOf(table?.text ?? ''), texts: [...prose, ...sectionsOf(rest.join('\n'), '###')] };
}
