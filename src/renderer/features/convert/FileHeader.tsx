import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisView } from '../../../contract/recordings.ts';
import { noticeText } from '../../../contract/texts/noticeTexts.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { formatClock, formatKilohertz, formatSigned } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { OpenRecording } from '../recording/useOpenRecording.ts';
import type { RecordingFacts } from '../recording/useRecording.ts';

type FileHeaderProps = {
  readonly name: string;
  readonly recording: RecordingFacts | undefined;
  readonly analysis: AnalysisView | undefined;
  readonly open: OpenRecording;
};

function useFacts(recording: RecordingFacts | undefined, analysis: AnalysisView | undefined) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!recording) return { always: [], wide: [] };
  const rate = formatKilohertz(recording.sampleRate, language);
  const channels =
    recording.channels === 1
      ? t('file.mono', { rate })
      : recording.channels === 2
        ? t('file.stereo', { rate })
        : t('file.channels', { rate, count: recording.channels });
  const loudness = analysis?.loudnessLufs ?? null;
  const always = [
    formatClock(recording.durationSec, language, 1),
    channels,
    ...(loudness === null ? [] : [t('file.loudness', { value: formatSigned(loudness, language, 1) })]),
  ];
  const syllables = t('file.syllables', { count: analysis?.syllables.length ?? 0 });
  const wide = [
    ...(analysis && analysis.syllables.length > 0
      ? [t('file.phrases', { syllables, count: analysis.phraseCount })]
      : []),
    ...recording.notices.map((notice) => noticeText(notice, language)),
  ];
  return { always, wide };
}

/** The recording's name and the facts about it. */
export function FileHeader({ name, recording, analysis, open }: FileHeaderProps): ReactElement {
  const { t } = useTranslation();
  const { always, wide } = useFacts(recording, analysis);
  return (
    <div className="file-h">
      <div className="grow">
        <h1 className="title ell selectable" title={name}>
          {name}
        </h1>
        <div className="meta">
          {always.map((fact) => (
            <span key={fact} className="n">
              {fact}
            </span>
          ))}
          {wide.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </div>
      </div>
      <PushButton kind="quiet" shortcut="Control+O" onPress={() => open.choose()}>
        {t('file.replace')}
      </PushButton>
    </div>
  );
}
