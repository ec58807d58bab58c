type Handler = (...parameters: never[]) => unknown;
type BeforeRequest = (
  details: { readonly url: string },
  decide: (decision: { readonly cancel?: boolean }) => void,
) => void;

let beforeRequest: BeforeRequest = (_details, decide) => {
  decide({});
};
const permissionHandlers: Partial<Record<'request' | 'check' | 'device', Handler | null>> = {};

/** `session.defaultSession`: the request filter takes effect; permission handlers are only kept (Chromium decides for itself here). */
export const session = {
  /** Another session: nothing of it is used, and the window's filter does not reach it. */
  fromPartition: (partition: string) => ({ partition }),
  defaultSession: {
    setPermissionRequestHandler: (handler: Handler | null) => void (permissionHandlers.request = handler),
    setPermissionCheckHandler: (handler: Handler | null) => void (permissionHandlers.check = handler),
    setDevicePermissionHandler: (handler: Handler | null) => void (permissionHandlers.device = handler),
    webRequest: { onBeforeRequest: (handler: BeforeRequest) => void (beforeRequest = handler) },
  },
};

/** Whether the program lets this request go on its way. */
export function isRequestAllowed(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    beforeRequest({ url }, ({ cancel }) => {
      resolve(cancel !== true);
    });
  });
}
