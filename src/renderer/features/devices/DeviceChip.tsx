import type { ReactElement } from 'react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../contract/devices.ts';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { formatNumber } from '../../../contract/language.ts';
import { deviceStatusText } from '../../../contract/texts/deviceTexts.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useSession } from '../session/sessionStore.ts';
import { usePlace } from '../window/placeStore.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import { deviceIcons, deviceInUse, deviceName } from './deviceInUse.ts';
import { useDevices, useDeviceTest } from './useDevices.ts';

function DeviceRow({ device }: { readonly device: Device }): ReactElement {
  const language = useLanguage();
  const isAlarm = deviceIcons[device.status] === 'alarm';
  return (
    <li>
      <span className={isAlarm ? 'alarm' : 't2'}>
        <Icon name={deviceIcons[device.status]} />
      </span>
      <b>{device.label}</b>
      <span className="t2">{deviceStatusText(device, language)}</span>
    </li>
  );
}

const showProblem = (envelope: ErrorEnvelope): void => {
  useSession.getState().setProblem({ envelope, file: null, again: null });
};

type DeviceListProps = { readonly devices: readonly Device[]; readonly isFirst: boolean };

function DeviceList({ devices, isFirst }: DeviceListProps): ReactElement {
  const { t } = useTranslation();
  const test = useDeviceTest();
  return (
    <>
      <h2 className="lead">{t('devices.title')}</h2>
      <ul>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      <DeviceChoice devices={devices} onFault={showProblem} />
      <div className="row wrap">
        <PushButton
          isDisabled={test.isPending}
          onPress={() => test.mutate(undefined, { onError: (error) => showProblem(envelopeOf(error)) })}
        >
          {t(test.isPending ? 'devices.testing' : isFirst ? 'devices.testFirst' : 'devices.test')}
        </PushButton>
        <PushButton kind="quiet" onPress={() => usePlace.getState().openSettings('devices')}>
          {t('devices.settings')}
        </PushButton>
      </div>
    </>
  );
}

/** Where the networks run and, once it was measured, how fast that is. */
export function DeviceChip(): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const devices = useDevices();
  const measured = deviceInUse(devices);
  // Before the first test there is a name and a way to test it, and no figure.
  const device = measured ?? devices.find(({ kind }) => kind === 'cpu');
  if (!device) return null;
  const words = deviceStatusText(device, language);
  const name = deviceName(device);
  const speed = measured && formatNumber(measured.realTimeFactor, language, measured.realTimeFactor < 10 ? 1 : 0);
  return (
    <DialogTrigger>
      <Button className="btn q small-text" preventFocusOnPress>
        <span className="n" title={`${device.label}, ${words}`}>
          {speed === null ? name : t('devices.chip', { device: name, speed })}
        </span>
        <span className="sr">{words}</span>
      </Button>
      <Popover className="pop devices" placement="bottom end">
        <DeviceList devices={devices} isFirst={measured === null} />
      </Popover>
    </DialogTrigger>
  );
}
