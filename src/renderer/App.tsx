import { useMemo, useRef, type ReactElement } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ConvertView } from './features/convert/ConvertView.tsx';
import { useConvertModel } from './features/convert/useConvertModel.ts';
import { useBring } from './features/import/useBring.ts';
import { useCommands } from './features/keyboard/useCommands.ts';
import { PlayerContext } from './features/playback/usePlayer.ts';
import { usePlayerElements } from './features/playback/usePlayerElements.ts';
import { VoicesView } from './features/library/VoicesView.tsx';
import { usePreferences } from './features/preferences/usePreferences.ts';
import { QueueDrawer } from './features/queue/QueueDrawer.tsx';
import { useFileDrop } from './features/recording/useFileDrop.ts';
import { useOpenedFiles } from './features/recording/useOpenedFiles.ts';
import { useEvents } from './features/session/useEvents.ts';
import { LibraryContext, useStart, useVoices, type Start } from './features/session/useStart.ts';
import { SettingsView } from './features/settings/SettingsView.tsx';
import { useExport } from './features/takes/useExport.ts';
import { VoiceRail } from './features/voices/VoiceRail.tsx';
import { useDocumentTitle } from './features/window/useDocumentTitle.ts';
import { usePlace } from './features/window/placeStore.ts';
import { WaitingView } from './features/window/WaitingView.tsx';
import { WindowBar } from './features/window/WindowBar.tsx';
import { useLanguage } from './language/i18n.ts';

/** The Convert view with its rail and everything that acts on the whole window. */
function Workplace(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const search = useRef<HTMLInputElement>(null);
  const model = useConvertModel();
  const bring = useBring();
  const out = useExport(model.recording, model.take);
  const dragged = useFileDrop(bring);
  useOpenedFiles(bring);
  useCommands({ model, bring, out, search });
  useDocumentTitle(model.recording?.name ?? null, t('app.name'), language);
  return (
    <div className="body">
      <VoiceRail search={search} onBring={bring.chooseVoice} />
      <ConvertView model={model} bring={bring} out={out} dragged={dragged} />
    </div>
  );
}

function OpenWindow({ start }: { readonly start: Start }): ReactElement {
  const place = usePlace((state) => state.place);
  const player = usePlayerElements();
  const voices = useVoices();
  const library = useMemo(() => ({ catalog: start.catalog, voices }), [start.catalog, voices]);
  usePreferences(start.status.isReadOnly);
  return (
    <LibraryContext value={library}>
      <PlayerContext value={player}>
        <div className="win">
          <WindowBar />
          {place === 'voices' ? <VoicesView /> : place === 'settings' ? <SettingsView /> : <Workplace />}
          <QueueDrawer />
        </div>
      </PlayerContext>
    </LibraryContext>
  );
}

/** The window: waits for the program, then composes. */
export function App(): ReactElement {
  const language = useLanguage();
  const start = useStart();
  useEvents();
  return (
    <I18nProvider locale={language}>
      {start.data ? (
        <OpenWindow start={start.data} />
      ) : (
        <WaitingView error={start.failureReason} onRetry={() => void start.refetch()} />
      )}
    </I18nProvider>
  );
}
