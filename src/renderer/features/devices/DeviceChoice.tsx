import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../contract/devices.ts';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { Choice } from '../../components/Choice.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { useDevicePreference } from './useDevices.ts';

/** Stands for no choice in the list. */
const automatic = 'auto';

type DeviceChoiceProps = {
  readonly devices: readonly Device[];
  readonly onFault: (fault: ErrorEnvelope) => void;
};

/** Which of several proved devices is used; nothing where there is nothing to choose. */
export function DeviceChoice({ devices, onFault }: DeviceChoiceProps): ReactElement | null {
  const { t } = useTranslation();
  const prefer = useDevicePreference();
  const usable = devices.filter(({ status }) => status === 'proved');
  if (usable.length < 2) return null;
  const options = [{ id: automatic, label: t('devices.automatic') }, ...usable.map(({ id, label }) => ({ id, label }))];
  return (
    <Choice
      label={t('devices.use')}
      value={usable.find(({ isPreferred }) => isPreferred)?.id ?? automatic}
      groups={[{ title: null, options }]}
      onChange={(id) => prefer.mutate(id === automatic ? null : id, { onError: (error) => onFault(envelopeOf(error)) })}
    />
  );
}
