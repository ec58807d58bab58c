import { useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { OptionGrid } from '../../components/OptionGrid.tsx';
import { HearButton } from '../voices/HearButton.tsx';
import { RowMenu } from '../voices/RowMenu.tsx';
import type { Sampler } from '../voices/useSampler.ts';
import { useLibraryView } from './libraryStore.ts';
import { useInConvert } from './useInConvert.ts';
import { VoiceLine, VoiceTile } from './VoiceTile.tsx';

type VoiceCollectionProps = {
  readonly shown: readonly Voice[];
  readonly selected: Voice;
  readonly sampler: Sampler;
};

const looks = {
  grid: { columnRem: 10.5, heightRem: 10, optionClass: 'tile', frame: 'voices-frame in-grid' },
  list: { columnRem: null, heightRem: 3.25, optionClass: 'v line', frame: 'voices-frame in-list' },
} as const;

/**
 * The voices side by side or one under the other. The passport follows the arrows; Enter takes the voice to Convert, and the
 * keys of the rail work here too.
 */
export function VoiceCollection({ shown, selected, sampler }: VoiceCollectionProps): ReactElement {
  const { t } = useTranslation();
  const look = useLibraryView((view) => view.look);
  const list = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const toConvert = useInConvert();
  const { columnRem, heightRem, optionClass, frame: frameClass } = looks[look];
  return (
    <>
      <div className={frameClass} ref={frame}>
        <OptionGrid
          list={list}
          label={t('library.collection')}
          describedBy="library-keys"
          items={shown}
          selectedId={selected.id}
          columnRem={columnRem}
          heightRem={heightRem}
          optionClass={optionClass}
          onSelect={(voice) => useLibraryView.getState().select(voice.id)}
          onAction={toConvert}
        >
          {(voice) => (look === 'grid' ? <VoiceTile voice={voice} /> : <VoiceLine voice={voice} />)}
        </OptionGrid>
        <HearButton frame={frame} voices={shown} sampler={sampler} />
      </div>
      <span id="library-keys" hidden>
        {t('library.keys')}
      </span>
      <RowMenu list={list} voices={shown} sampler={sampler} />
    </>
  );
}
