import { createContext, use } from 'react';
import { createBrowserTransport } from './browserTransport.ts';
import { createElectronTransport } from './electronTransport.ts';
import type { Transport } from './transport.ts';

export const TransportContext = createContext<Transport | null>(null);

/** The way to the program. Must be called below a TransportContext. */
export function useTransport(): Transport {
  const transport = use(TransportContext);
  if (!transport) throw new Error('TransportContext is missing');
  return transport;
}

/** The preload's bridge where there is one, else the server the page came from. */
export function createTransport(): Transport {
  return window.cantado ? createElectronTransport(window.cantado) : createBrowserTransport(window.location);
}
