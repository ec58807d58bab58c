import type { ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { formatKeyName } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { changesOf } from '../deck/deckModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { songOfTake } from '../melody/songOfTake.ts';
import { useSession } from '../session/sessionStore.ts';
import { useLibrary } from '../session/useStart.ts';

/** Every take of the recording. Choosing one shows it and puts the deck as it was then; Ctrl Z takes the deck back. */
export function TakesMenu({ model }: { readonly model: ConvertModel }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { catalog, voices } = useLibrary();
  const { call } = useTransport();
  const { take, takes } = model;
  if (!take) return null;
  const choose = (takeId: unknown): void => {
    const chosen = takes.find((one) => one.id === takeId);
    const voice = voices.find((one) => one.id === chosen?.voiceId);
    if (!chosen) return;
    useSession.getState().selectTake(chosen.id);
    const deck = voice ? { voiceId: voice.id, changed: changesOf(catalog, voice, chosen.recipe.settings) } : {};
    songOfTake(chosen.recipe, call, t('takes.take', { number: chosen.number })).then(
      (song) => useDeck.getState().load({ ...deck, ...(song === null ? {} : { song }) }),
      () => useDeck.getState().load(deck),
    );
  };
  const about = (one: (typeof takes)[number]): string => {
    const voice = voices.find((each) => each.id === one.voiceId)?.name[language] ?? one.voiceId;
    const mode = catalog.perform['mode'];
    const modeId = one.recipe.settings['mode'];
    const modeName =
      mode?.kind === 'choice' ? mode.options.find((option) => option.id === modeId)?.label[language] : undefined;
    const key = one.recipe.settings['key'];
    const parts = [
      voice,
      modeName,
      typeof key === 'string' && key !== 'auto' ? formatKeyName(key, language) : undefined,
    ];
    const status = one.status === 'completed' ? undefined : statusText(one.status);
    return [...parts, status].filter((part) => part !== undefined).join(', ');
  };
  const statusText = (status: 'queued' | 'processing' | 'failed' | 'cancelled'): string =>
    status === 'processing' ? t('lanes.sung').toLocaleLowerCase(language) : t(`queue.${status}`);
  return (
    <MenuTrigger>
      <Button className="btn q" preventFocusOnPress>
        {t('takes.take', { number: take.number })} <Icon name="down" />
      </Button>
      <Popover className="pop" placement="bottom end">
        <Menu
          className="list"
          aria-label={t('takes.choose')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[take.id]}
          onSelectionChange={(keys) => choose([...keys][0])}
        >
          {takes.map((one) => (
            <MenuItem key={one.id} id={one.id} className="opt" textValue={t('takes.take', { number: one.number })}>
              <span>{t('takes.take', { number: one.number })}</span>
              <span className="meta">{about(one)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
