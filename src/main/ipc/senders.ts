import type { IpcMainInvokeEvent } from 'electron';
import { appOrigin } from '../../contract/bridge.ts';

/**
 * Whether a message comes from the main frame of our window while it shows our page. A frame inside it, another window,
 * or our window after it was led elsewhere, is nobody we answer.
 */
export function isOurWindow(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  webContents: object | undefined,
): boolean {
  const frame = event.senderFrame;
  if (webContents === undefined || event.sender !== webContents || frame === null || frame.parent !== null)
    return false;
  const url = URL.parse(frame.url);
  return url !== null && url.protocol === `${appOrigin.scheme}:` && url.host === appOrigin.host;
}
