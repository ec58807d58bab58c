import path from 'node:path';

/** Fields that name files and folders of this computer, and how deep in an input they may lie. */
const pathFields: ReadonlySet<string> = new Set(['path', 'paths', 'folder', 'exportFolder', 'indexPath']);
const deepest = 3;

/**
 * Whether a path means the same wherever a program runs. On Windows a drive or a share must be named as well: `\music` and
 * `C:music` count from where this program is.
 */
export function isWholePath(given: string, { sep, isAbsolute }: Pick<path.PlatformPath, 'sep' | 'isAbsolute'> = path) {
  return sep === '/' ? isAbsolute(given) : /^(?:[a-z]:[\\/]|[\\/]{2}[^\\/]+[\\/])/i.test(given);
}

/**
 * Where an input names a file or folder by a relative path, such as `export.path`. Over a connection it would count from the
 * folder this program was started in, which nobody who asks knows.
 */
export function relativePathIn(input: unknown, levels = deepest): string | undefined {
  if (typeof input !== 'object' || input === null || levels === 0) return undefined;
  for (const [name, value] of Object.entries(input)) {
    const inside = pathFields.has(name) ? relativeOf(value) : relativePathIn(value, levels - 1);
    if (inside !== undefined) return inside === '' ? name : `${name}.${inside}`;
  }
  return undefined;
}

/** Which of a list, empty for the value itself. What is no text is refused by the operation. */
function relativeOf(value: unknown): string | undefined {
  const isRelative = (one: unknown): boolean => typeof one === 'string' && !isWholePath(one);
  if (!Array.isArray(value)) return isRelative(value) ? '' : undefined;
  const index = value.findIndex(isRelative);
  return index < 0 ? undefined : String(index);
}
