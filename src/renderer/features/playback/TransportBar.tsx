import type { ReactElement } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { ExportButtons } from '../takes/ExportButtons.tsx';
import { TakesMenu } from '../takes/TakesMenu.tsx';
import type { Export } from '../takes/useExport.ts';
import { TimeDisplay } from './TimeDisplay.tsx';
import { usePlayback, usePlayer } from './usePlayer.ts';

/** Playing, comparing and taking away. */
export function TransportBar({ model, out }: { readonly model: ConvertModel; readonly out: Export }): ReactElement {
  const { t } = useTranslation();
  const player = usePlayer();
  const isPlaying = usePlayback((state) => state.isPlaying);
  const isLooping = usePlayback((state) => state.isLooping);
  const hasFailed = usePlayback((state) => state.hasFailed);
  const heard = usePlayback((state) => state.heard);
  const isReading = model.stage === 'reading';
  const hasTake = model.takeTime?.hasSound ?? false;
  return (
    <div className="trans" role="group" aria-label={t('play.region')} data-region="transport">
      <Button
        className="play"
        aria-label={isPlaying ? t('play.pause') : t('play.play')}
        aria-keyshortcuts="Space"
        isDisabled={isReading}
        onPress={() => player.toggle()}
        preventFocusOnPress
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </Button>
      <TimeDisplay />
      <ToggleButton
        className="btn q sq"
        aria-label={t('play.loop')}
        aria-keyshortcuts="L"
        isSelected={isLooping}
        onChange={() => player.toggleLoop()}
        preventFocusOnPress
      >
        <Icon name="loop" />
      </ToggleButton>
      <Segmented
        label={t('play.listenTo')}
        value={heard}
        onChange={(lane) => player.hear(lane)}
        segments={[
          { id: 'spoken', label: <>A&ensp;{t('lanes.spoken')}</> },
          { id: 'sung', label: <>B&ensp;{t('lanes.sung')}</>, isDisabled: !hasTake },
        ]}
      />
      <span className="grow small alarm" role="status">
        {hasFailed && t('play.failed')}
      </span>
      <TakesMenu model={model} />
      <ExportButtons model={model} out={out} />
    </div>
  );
}
