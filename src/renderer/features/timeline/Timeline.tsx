import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { Playhead } from '../playback/Playhead.tsx';
import { useSession } from '../session/sessionStore.ts';
import { Ruler } from './Ruler.tsx';
import { SpokenLane } from './SpokenLane.tsx';
import { SungLane } from './SungLane.tsx';
import { Syllables } from './Syllables.tsx';

/** Spoken and sung on one timeline, the syllables between them. */
export function Timeline({ model }: { readonly model: ConvertModel }): ReactElement {
  const { t } = useTranslation();
  const openingName = useSession((session) => session.opening);
  const { analysis } = model;
  return (
    <section className="tl" aria-label={t('lanes.timeline')} data-region="lanes">
      <Ruler durationSec={analysis?.durationSec ?? 0} />
      <SpokenLane recording={model.recording} analysis={analysis} openingName={openingName} />
      <Syllables analysis={analysis} />
      <SungLane model={model} />
      {analysis && <Playhead />}
    </section>
  );
}
