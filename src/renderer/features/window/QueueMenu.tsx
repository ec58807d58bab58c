import type { ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../language/i18n.ts';
import { useSession } from '../session/sessionStore.ts';
import { isOpenJob, useJobs, usePercent, type JobFacts } from '../session/useJobs.ts';
import { useLibrary } from '../session/useStart.ts';

const mostShown = 12;

/** How many jobs wait or run, and how far the first is; opens the latest jobs, each a way back to its take. */
export function QueueMenu(): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const jobs = useJobs();
  const open = jobs.filter(isOpenJob);
  const running = open.find((job) => job.status === 'processing');
  const percent = usePercent(running?.id ?? null);
  const nameOf = (job: JobFacts): string => {
    const voice = voices.find((one) => one.id === job.voiceId)?.name[language] ?? job.voiceId;
    return t('queue.item', { name: job.recordingName, voice });
  };
  const show = (jobId: unknown): void => {
    const job = jobs.find((one) => one.id === jobId);
    if (job) useSession.getState().showRecording(job.recordingId, job.takeId);
  };
  if (jobs.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className="btn q queue" preventFocusOnPress>
        {running && (
          <span className="mini">
            <i style={{ width: `${String(percent)}%` }} />
          </span>
        )}
        <span>{t('queue.title')}</span>
        <span className="n t3">{open.length}</span>
        <span className="sr">{t('queue.open', { count: open.length })}</span>
      </Button>
      <Popover className="pop" placement="bottom end">
        <Menu className="list" aria-label={t('queue.title')} onAction={show}>
          {jobs.slice(0, mostShown).map((job) => (
            <MenuItem key={job.id} id={job.id} className="opt" textValue={nameOf(job)}>
              <span className="ell">{nameOf(job)}</span>
              <span className="meta n">
                {job.status === 'processing'
                  ? t('queue.processing', { percent: job.id === running?.id ? percent : 0 })
                  : t(`queue.${job.status}`)}
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
