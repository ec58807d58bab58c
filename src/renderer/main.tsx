import './zodWithoutEval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './App.tsx';
import { BrokenWindow } from './features/window/BrokenWindow.tsx';
import { createI18n } from './language/i18n.ts';
import './styles/index.css';
import { createTransport, TransportContext } from './transport/TransportContext.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const queries = new QueryClient({
  defaultOptions: { queries: { refetchOnWindowFocus: false, staleTime: 5_000, retry: 1, networkMode: 'always' } },
});

createRoot(root).render(
  <StrictMode>
    <TransportContext value={createTransport()}>
      <I18nextProvider i18n={createI18n(navigator.language)}>
        <QueryClientProvider client={queries}>
          <BrokenWindow>
            <App />
          </BrokenWindow>
        </QueryClientProvider>
      </I18nextProvider>
    </TransportContext>
  </StrictMode>,
);
