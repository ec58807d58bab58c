import { useMemo, useRef, type ReactElement } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ConvertView } from './features/convert/ConvertView.tsx';
import { ProgressAnnouncer } from './features/convert/ProgressAnnouncer.tsx';
import { Strips } from './features/convert/Strips.tsx';
import { useConvertModel, type ConvertModel } from './features/convert/useConvertModel.ts';
import { ReadingStrip } from './features/import/ReadingStrip.tsx';
import { useBring } from './features/import/useBring.ts';
import { useCommands, type Commands } from './features/keyboard/useCommands.ts';
import { PlayerContext } from './features/playback/usePlayer.ts';
import { usePlayerElements } from './features/playback/usePlayerElements.ts';
import { VoicesView } from './features/library/VoicesView.tsx';
import { usePreferences } from './features/preferences/usePreferences.ts';
import { QueueDrawer } from './features/queue/QueueDrawer.tsx';
import { DropOverlay } from './features/recording/DropOverlay.tsx';
import { useFileDrop } from './features/recording/useFileDrop.ts';
import { useOpenedFiles } from './features/recording/useOpenedFiles.ts';
import { useEvents } from './features/session/useEvents.ts';
import { LibraryContext, useStart, useVoices, type Start } from './features/session/useStart.ts';
import { SettingsView } from './features/settings/SettingsView.tsx';
import { useExport } from './features/takes/useExport.ts';
import { useSampler } from './features/voices/useSampler.ts';
import { VoiceRail } from './features/voices/VoiceRail.tsx';
import { useDocumentTitle } from './features/window/useDocumentTitle.ts';
import { usePlace } from './features/window/placeStore.ts';
import { usePlaceChange } from './features/window/usePlaceChange.ts';
import { WaitingView } from './features/window/WaitingView.tsx';
import { WindowBar } from './features/window/WindowBar.tsx';
import { useLanguage } from './language/i18n.ts';

/** The name of what is shown, for the title of the window. */
function useShownName(model: ConvertModel): string | null {
  const { t } = useTranslation();
  const place = usePlace((state) => state.place);
  return place === 'convert' ? (model.recording?.name ?? null) : t(`place.${place}`);
}

/** The keys of the window. Apart from the places, which need not be drawn again when the queue opens. */
function Keys(commands: Commands): null {
  useCommands(commands);
  return null;
}

/**
 * The places and everything that acts on the whole window. Convert stays as it was while another place is shown: out of
 * sight and reach, but with its sizes, its deck and its take.
 */
function Places(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const place = usePlace((state) => state.place);
  const convert = useRef<HTMLDivElement>(null);
  const model = useConvertModel();
  const bring = useBring();
  const out = useExport(model.recording, model.take);
  const sampler = useSampler();
  const dragged = useFileDrop(bring);
  useOpenedFiles(bring);
  usePlaceChange(convert);
  useDocumentTitle(useShownName(model), t('app.name'), language);
  return (
    <>
      <div className="place body" ref={convert} inert={place !== 'convert'}>
        <VoiceRail sampler={sampler} onBring={bring.chooseVoice} />
        <ConvertView model={model} bring={bring} out={out} dragged={dragged} />
      </div>
      {place === 'voices' && <VoicesView bring={bring} dragged={dragged} sampler={sampler} />}
      {place === 'settings' && (
        <div className="place under-strips">
          <Strips notices={[]}>
            <ReadingStrip onStop={bring.dismiss} />
          </Strips>
          <SettingsView />
          <DropOverlay dragged={dragged} />
        </div>
      )}
      <Keys model={model} bring={bring} out={out} />
      <ProgressAnnouncer model={model} />
    </>
  );
}

function OpenWindow({ start }: { readonly start: Start }): ReactElement {
  const player = usePlayerElements();
  const voices = useVoices();
  const library = useMemo(() => ({ catalog: start.catalog, voices }), [start.catalog, voices]);
  usePreferences(start.status.isReadOnly);
  return (
    <LibraryContext value={library}>
      <PlayerContext value={player}>
        <div className="win">
          <WindowBar />
          <Places />
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
