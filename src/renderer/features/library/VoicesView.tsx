import { useDeferredValue, useMemo, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { Strips } from '../convert/Strips.tsx';
import { useChosenVoice } from '../convert/useConvertModel.ts';
import { useImport } from '../import/importStore.ts';
import { ReadingStrip } from '../import/ReadingStrip.tsx';
import { RefusedView } from '../import/RefusedView.tsx';
import { ReportSheet } from '../import/ReportSheet.tsx';
import type { Bring } from '../import/useBring.ts';
import { DropOverlay } from '../recording/DropOverlay.tsx';
import type { Dragged } from '../recording/useFileDrop.ts';
import { useLibrary } from '../session/useStart.ts';
import { matchesVoice } from '../voices/matchVoice.ts';
import { useBin } from '../voices/useBin.ts';
import type { Sampler } from '../voices/useSampler.ts';
import { BinList } from './BinList.tsx';
import { BinHead, LibraryHead } from './LibraryHead.tsx';
import { useLibraryView } from './libraryStore.ts';
import { Passport } from './Passport.tsx';
import { VoiceCollection } from './VoiceCollection.tsx';

type VoicesViewProps = { readonly bring: Bring; readonly dragged: Dragged; readonly sampler: Sampler };

/** The voice whose passport is shown: the one that was selected here, else the one chosen in Convert. */
function useSelected(): Voice {
  const { voices } = useLibrary();
  const chosen = useChosenVoice();
  const selectedId = useLibraryView((view) => view.selectedId);
  return voices.find(({ id }) => id === selectedId) ?? chosen;
}

type CollectionProps = Pick<VoicesViewProps, 'bring' | 'sampler'> & {
  readonly selected: Voice;
  readonly binCount: number;
};

/** All voices that match what is searched for. */
function Collection({ bring, sampler, selected, binCount }: CollectionProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const look = useLibraryView((view) => view.look);
  const [text, setText] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const wanted = useDeferredValue(text);
  const shown = useMemo(
    () => voices.filter((voice) => matchesVoice(voice, wanted, language)),
    [voices, wanted, language],
  );
  return (
    <>
      <LibraryHead
        count={shown.length}
        binCount={binCount}
        text={text}
        onText={setText}
        onDown={() => body.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()}
        onBring={() => bring.chooseVoice()}
      />
      <div className="pane-b" ref={body} data-region="library">
        {shown.length === 0 && (
          <div className="none">
            <p className="t2">{t('library.none', { text: wanted })}</p>
            <PushButton onPress={() => setText('')}>{t('library.showAll')}</PushButton>
          </div>
        )}
        <VoiceCollection key={look} shown={shown} selected={selected} sampler={sampler} />
      </div>
    </>
  );
}

/** All voices, and the passport of one; the bin in their place; under them a voice on its way in. */
export function VoicesView({ bring, dragged, sampler }: VoicesViewProps): ReactElement {
  const step = useImport((state) => state.step);
  const isBin = useLibraryView((view) => view.isBin);
  const bin = useBin();
  const selected = useSelected();
  const hasPassport = !isBin && step.kind !== 'refused';
  return (
    <div className={hasPassport ? 'place library' : 'place library alone'}>
      <main className="pane" tabIndex={-1}>
        <Strips notices={[]}>
          <ReadingStrip onStop={() => bring.dismiss()} />
        </Strips>
        {step.kind === 'refused' ? (
          <RefusedView refused={step} bring={bring} />
        ) : isBin ? (
          <>
            <BinHead count={bin.length} />
            <BinList bin={bin} />
          </>
        ) : (
          <Collection bring={bring} sampler={sampler} selected={selected} binCount={bin.length} />
        )}
        {step.kind === 'report' && (
          <ReportSheet key={step.report.importId} report={step.report} actions={bring.actions} />
        )}
        <DropOverlay dragged={dragged} />
      </main>
      {hasPassport && <Passport voice={selected} sampler={sampler} onBring={() => bring.chooseVoice()} />}
    </div>
  );
}
