import type { DownloadTrouble } from '../../contract/baseModels.ts';

/** An address did not give the file, and asking it again at once would not help. */
export class DownloadStopped extends Error {
  override readonly name = 'DownloadStopped';
  readonly trouble: DownloadTrouble;

  constructor(trouble: DownloadTrouble, message: string) {
    super(`${trouble}: ${message}`);
    this.trouble = trouble;
  }
}

/** An address gives another file than the one wanted. */
export class OtherFile extends Error {
  override readonly name = 'OtherFile';
}

/** Names by which Node and Chromium say that there is no network at all, or that the proxy is in the way. */
const offlineWords = /ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN|ERR_INTERNET_DISCONNECTED|ERR_NAME_NOT_RESOLVED/;
const proxyWords = /ERR_PROXY|PROXY_CONNECTION_FAILED|ERR_TUNNEL|PROXY_AUTH/;
const brokenWords =
  /ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|aborted|socket hang up|HPE_|ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_NETWORK_CHANGED|ERR_CONTENT_LENGTH_MISMATCH|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED/;

/** What is to be told of an error that a connection ended with. */
export function troubleOf(error: unknown): DownloadTrouble {
  if (error instanceof DownloadStopped) return error.trouble;
  const words = error instanceof Error ? `${String((error as NodeJS.ErrnoException).code)} ${error.message}` : '';
  if (proxyWords.test(words)) return 'proxy';
  if (offlineWords.test(words)) return 'offline';
  if (brokenWords.test(words)) return 'cut-off';
  return 'unreachable';
}
