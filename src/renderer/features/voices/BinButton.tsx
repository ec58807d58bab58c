import type { ReactElement } from 'react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { binDays, type Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useBin } from './useBin.ts';
import { useVoiceActions } from './useVoiceActions.ts';
import { daysLeft } from './voiceLists.ts';

function BinRow({ voice }: { readonly voice: Voice }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { restore } = useVoiceActions();
  const name = voice.name[language];
  return (
    <li className="row">
      <VoiceMark voice={voice} />
      <div className="grow">
        <b className="ell">{name}</b>
        <span className="small t3 n">
          {t('voices.daysLeft', { count: daysLeft(voice.removedAt ?? '', new Date(), binDays) })}
        </span>
      </div>
      <PushButton label={t('voices.bringBackLabel', { voice: name })} onPress={() => restore(voice, false)}>
        {t('voices.bringBack')}
      </PushButton>
    </li>
  );
}

/** What was removed and can still be brought back; there only when something is in it. */
export function BinButton(): ReactElement | null {
  const { t } = useTranslation();
  const bin = useBin();
  if (bin.length === 0) return null;
  return (
    <DialogTrigger>
      <Button className="foot">
        <Icon name="bin" />
        <span>{t('voices.bin')}</span>
        <span className="n t3 end" aria-hidden="true">
          {bin.length}
        </span>
        <span className="sr">{t('voices.binCount', { count: bin.length })}</span>
      </Button>
      <Popover className="pop bin" placement="right bottom">
        <h2 className="lead">{t('voices.bin')}</h2>
        <p className="small t2">{t('voices.binHint', { days: binDays })}</p>
        <ul>
          {bin.map((voice) => (
            <BinRow key={voice.id} voice={voice} />
          ))}
        </ul>
      </Popover>
    </DialogTrigger>
  );
}
