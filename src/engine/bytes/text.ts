const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** UTF-8; bytes that are none are read as Latin-1, so that every name can be shown. */
export function textOf(bytes: Uint8Array): string {
  return utf8Text(bytes) ?? latin1.decode(bytes);
}

/** Null for bytes that are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

export function latin1Text(bytes: Uint8Array): string {
  return latin1.decode(bytes);
}
