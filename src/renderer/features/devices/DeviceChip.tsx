import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../contract/devices.ts';
import { formatNumber } from '../../../contract/language.ts';
import { deviceStatusText } from '../../../contract/texts/deviceTexts.ts';
import { Choice } from '../../components/Choice.tsx';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';
import { useSession } from '../session/sessionStore.ts';
import { deviceInUse, deviceName } from './deviceInUse.ts';

/** Stands for no choice in the list. */
const automatic = 'auto';

const icons: Readonly<Record<Device['status'], IconName>> = {
  proved: 'check',
  untested: 'dash',
  unavailable: 'dash',
  wrong: 'alarm',
  demoted: 'alarm',
};

function DeviceRow({ device }: { readonly device: Device }): ReactElement {
  const language = useLanguage();
  const isAlarm = icons[device.status] === 'alarm';
  return (
    <li>
      <span className={isAlarm ? 'alarm' : 't2'}>
        <Icon name={icons[device.status]} />
      </span>
      <b>{device.label}</b>
      <span className="t2">{deviceStatusText(device, language)}</span>
    </li>
  );
}

/** Which of several proved devices is used; nothing where there is nothing to choose. */
function DeviceChoice({ devices }: { readonly devices: readonly Device[] }): ReactElement | null {
  const { t } = useTranslation();
  const { call } = useTransport();
  const queries = useQueryClient();
  const prefer = useMutation({
    mutationFn: (device: string | null) => call('devices.prefer', { device }),
    onSuccess: (changed) => queries.setQueryData(queryKeys.devices, changed),
    onError: (error) => useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again: null }),
  });
  const usable = devices.filter(({ status }) => status === 'proved');
  if (usable.length < 2) return null;
  const options = [{ id: automatic, label: t('devices.automatic') }, ...usable.map(({ id, label }) => ({ id, label }))];
  return (
    <Choice
      label={t('devices.use')}
      value={usable.find(({ isPreferred }) => isPreferred)?.id ?? automatic}
      groups={[{ title: null, options }]}
      onChange={(id) => prefer.mutate(id === automatic ? null : id)}
    />
  );
}

type DeviceListProps = { readonly devices: readonly Device[]; readonly isFirst: boolean };

function DeviceList({ devices, isFirst }: DeviceListProps): ReactElement {
  const { t } = useTranslation();
  const { call } = useTransport();
  const queries = useQueryClient();
  const test = useMutation({
    mutationFn: () => call('devices.prove', undefined),
    onSuccess: (proved) => queries.setQueryData(queryKeys.devices, proved),
    onError: (error) => useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again: null }),
  });
  return (
    <>
      <h2 className="lead">{t('devices.title')}</h2>
      <ul>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      <DeviceChoice devices={devices} />
      <PushButton isDisabled={test.isPending} onPress={() => test.mutate()}>
        {t(test.isPending ? 'devices.testing' : isFirst ? 'devices.testFirst' : 'devices.test')}
      </PushButton>
    </>
  );
}

/** Where the networks run and, once it was measured, how fast that is. */
export function DeviceChip(): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { call } = useTransport();
  const { data: devices = [] } = useQuery({
    queryKey: queryKeys.devices,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('devices.list', undefined),
  });
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
