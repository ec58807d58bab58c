import { useState, type ReactElement, type ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { shortHash } from '../../language/format.ts';
import { changedSettings, voiceName } from './recipeText.ts';
import { useWording } from './useWording.ts';

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="selectable">{children}</dd>
    </div>
  );
}

const melodyTexts = { score: 'history.melodyScore', guide: 'history.melodyGuide', plan: 'history.melodyPlan' } as const;

/** How a take was made: what was set, then what makes it the same again. */
export function RecipeDetails({ entry }: { readonly entry: HistoryEntry }): ReactElement {
  const { t } = useTranslation();
  const words = useWording();
  const [isCopied, setCopied] = useState(false);
  const { recipe } = entry;
  const copy = (): void => {
    navigator.clipboard.writeText(JSON.stringify(recipe, null, 2)).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="recipe">
      <dl>
        <Pair label={t('history.difference.voice')}>{voiceName(entry.voiceId, words)}</Pair>
        {changedSettings(entry.voiceId, recipe.settings, words).map(({ id, label, value }) => (
          <Pair key={id} label={label}>
            {value}
          </Pair>
        ))}
        {recipe.melody && <Pair label={t('history.melody')}>{t(melodyTexts[recipe.melody.kind])}</Pair>}
        {recipe.lyrics !== undefined && <Pair label={t('history.words')}>{recipe.lyrics}</Pair>}
      </dl>
      <Disclosure>
        <Button slot="trigger" className="fold">
          <Icon name="right" /> {t('history.details')}
        </Button>
        <DisclosurePanel>
          <dl className="num">
            <Pair label={t('history.seed')}>{recipe.seed}</Pair>
            <Pair label={t('history.voiceHash')}>{shortHash(recipe.voiceHash)}</Pair>
            <Pair label={t('history.recordingHash')}>{shortHash(recipe.recordingSha256)}</Pair>
            <Pair label={t('history.engine')}>
              {recipe.converterId} {recipe.engineVersion}
            </Pair>
            <Pair label={t('history.difference.pitchExtractor')}>
              {recipe.pitchExtractor.id} {recipe.pitchExtractor.version}
            </Pair>
            {recipe.backing && <Pair label={t('history.backing')}>{shortHash(recipe.backing.sha256)}</Pair>}
          </dl>
        </DisclosurePanel>
      </Disclosure>
      <PushButton kind="quiet" onPress={copy}>
        {t(isCopied ? 'history.copied' : 'history.copyRecipe')}
      </PushButton>
      <span className="sr" role="status">
        {isCopied && t('history.copied')}
      </span>
    </div>
  );
}
