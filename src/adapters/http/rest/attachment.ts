import { legalFileName } from '../../files/fileName.ts';

/**
 * Content-Disposition of a file that is made to be kept. Recordings are called whatever somebody called them; what is sent is a
 * legal file name, the whole of it for those who know RFC 8187, and for others (curl) its plain signs.
 */
export function attachment(title: string, extension: string): string {
  const name = legalFileName({ base: title, suffix: '', extension });
  const plain = name.replace(/[^ !#-.0-9:-[\]-~]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeRfc8187(name)}`;
}

/** Only what RFC 8187 lets stand; the rest in per cent. A half surrogate would make encodeURIComponent throw. */
function encodeRfc8187(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString('utf8')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
