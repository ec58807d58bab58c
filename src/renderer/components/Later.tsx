import { useDeferredValue, type ReactElement, type ReactNode } from 'react';

/** Drawn right after what is around it, and in pieces between which the window answers. */
export function Later({ children }: { readonly children: ReactNode }): ReactElement {
  const isTime = useDeferredValue(true, false);
  return isTime ? <>{children}</> : <div className="none" aria-busy="true" />;
}
