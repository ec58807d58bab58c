import { memo, type ReactElement } from 'react';
import type { ChoiceSetting } from '../../../contract/settings/descriptors.ts';
import { Choice } from '../../components/Choice.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useDeck } from './deckStore.ts';

type ChoiceControlProps = { readonly id: string; readonly setting: ChoiceSetting; readonly value: string };

const mostSegments = 4;

/** One of some: side by side when there are few, in a list when there are many. */
export const ChoiceControl = memo(function ChoiceControl({ id, setting, value }: ChoiceControlProps): ReactElement {
  const language = useLanguage();
  const { setSetting, endGesture } = useDeck.getState();
  const label = setting.label[language];
  const change = (option: string): void => {
    setSetting(id, option);
    endGesture();
  };
  if (setting.options.length > mostSegments) {
    const options = setting.options.map((option) => ({ id: option.id, label: option.label[language] }));
    const groups = [{ title: null, options }];
    return (
      <Choice label={label} description={setting.sentence[language]} value={value} groups={groups} onChange={change} />
    );
  }
  const segments = setting.options.map((option) => ({
    id: option.id,
    label: option.label[language],
    title: (option.sentence ?? setting.sentence)[language],
  }));
  return (
    <div className="c">
      {setting.placement === 'advanced' && (
        <div className="lab" title={setting.sentence[language]} aria-hidden="true">
          <span className="label">{label}</span>
        </div>
      )}
      <Segmented label={label} value={value} segments={segments} onChange={change} isFull />
    </div>
  );
});
