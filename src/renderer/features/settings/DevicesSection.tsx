import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../contract/devices.ts';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { formatNumber } from '../../../contract/language.ts';
import { deviceReasonText } from '../../../contract/texts/deviceTexts.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { BaseModelsPart } from './BaseModelsPart.tsx';
import { DeviceChoice } from '../devices/DeviceChoice.tsx';
import { deviceIcons, deviceInUse, deviceName } from '../devices/deviceInUse.ts';
import { useDevices, useDeviceTest } from '../devices/useDevices.ts';
import { useStatus } from '../session/useStatus.ts';
import { CopyButton } from './CopyButton.tsx';
import { deviceReport, largestDifference, missingDevices } from './deviceFacts.ts';
import { Panes } from './Panes.tsx';

function DeviceRow({ device }: { readonly device: Device }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { status, realTimeFactor, kind } = device;
  const tone = deviceIcons[status] === 'alarm' ? 'row alarm' : status === 'proved' ? 'row' : 'row t3';
  return (
    <tr>
      <th scope="row">{device.label}</th>
      <td>
        <span className={tone}>
          <Icon name={deviceIcons[status]} />
          {t(status === 'proved' && kind === 'cpu' ? 'settings.provedCpu' : `settings.${status}`)}
        </span>
      </td>
      <td className="n">{realTimeFactor === null ? '–' : `${formatNumber(realTimeFactor, language, 1)}×`}</td>
    </tr>
  );
}

/** How fast it is here, in big. */
function Speed({ devices }: { readonly devices: readonly Device[] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const used = deviceInUse(devices);
  if (!used) {
    return (
      <>
        <p className="lead">{t('settings.notMeasured')}</p>
        <p className="t2">{t('settings.notMeasuredHint')}</p>
      </>
    );
  }
  const difference = largestDifference(used);
  return (
    <>
      <p className="row big">
        <span className="display n">
          {formatNumber(used.realTimeFactor, language, used.realTimeFactor < 10 ? 1 : 0)}×
        </span>
        <span className="lead">{t('settings.realTime', { device: deviceName(used) })}</span>
      </p>
      <p className="t2">
        {t(used.isPreferred ? 'settings.inUsePreferred' : 'settings.inUse', { device: used.label })}{' '}
        {used.kind !== 'cpu' && difference !== null
          ? t('settings.difference', { difference: formatNumber(difference, language, 6) })
          : null}
      </p>
    </>
  );
}

/** Why devices of this system cannot be used, and what to install. */
function Missing({ devices }: { readonly devices: readonly Device[] }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const missing = missingDevices(devices);
  if (missing.length === 0) return null;
  return (
    <div className="bad-line">
      <p className="strong">{t('settings.missing')}</p>
      <ul>
        {missing.map((device) => (
          <li key={device.id} className="t2 selectable">
            {t('settings.missingItem', {
              device: device.label,
              reason: deviceReasonText(device.reason, device.item, language),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where networks run, how that was proved, and the base models they need. */
export function DevicesSection(): ReactElement {
  const { t } = useTranslation();
  const devices = useDevices();
  const test = useDeviceTest();
  const version = useStatus()?.version ?? '';
  const [refused, setRefused] = useState<ErrorEnvelope | null>(null);
  const isTested = devices.some(({ status }) => status !== 'untested');
  return (
    <Panes title={t('settings.devices')} aside={<BaseModelsPart />}>
      <Speed devices={devices} />
      <table className="plain devices-table">
        <thead>
          <tr>
            <th scope="col">{t('settings.provider')}</th>
            <th scope="col">{t('settings.selfTest')}</th>
            <th scope="col">{t('settings.speed')}</th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </tbody>
      </table>
      <Missing devices={devices} />
      <div className="inline">
        <DeviceChoice devices={devices} onFault={setRefused} />
      </div>
      <div className="row wrap">
        <PushButton isPending={test.isPending} onPress={() => test.mutate()}>
          {t(test.isPending ? 'settings.testing' : isTested ? 'settings.runTestAgain' : 'settings.runTest')}
        </PushButton>
        <CopyButton label={t('settings.copyReport')} text={() => deviceReport(devices, version)} />
      </div>
      {test.isPending && (
        <p className="small t3" role="status">
          {t('settings.testingHint')}
        </p>
      )}
      <FaultLine fault={test.error ? envelopeOf(test.error) : refused} />
    </Panes>
  );
}
