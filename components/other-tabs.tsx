import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { OtherTab, PickerSource } from '../lib/ui/picker-source.ts';
import { t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';
import { PermissionsContext } from './permissions-context.ts';

interface OtherTabsProps {
  readonly source: Pick<PickerSource, 'askForTabs' | 'otherTabs'>;
  /** Whether the pictures of a tab are listed already. */
  isListed(tabId: number): boolean;
  onChoose(tabs: readonly OtherTab[]): void;
}

/**
 * Offers the pictures of the window's other tabs. An extension knows neither their names nor where they are, so that it
 * first asks for that, and then for the sites of those that are chosen, in one question.
 */
export function OtherTabs({ source, isListed, onChoose }: OtherTabsProps) {
  const permissions = useContext(PermissionsContext);
  const [tabs, setTabs] = useState<readonly OtherTab[]>();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [hasFailed, setFailed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed goes away, and the focus must not go with it.
  useEffect(() => heading.current?.focus(), [tabs]);

  async function show(): Promise<void> {
    setFailed(false);
    try {
      if (await source.askForTabs()) setTabs(await source.otherTabs());
      else setFailed(true);
    } catch {
      setFailed(true);
    }
  }
  const failure = (
    <div role="alert" class="refusals">
      {hasFailed && <p>{t('otherTabsFailed')}</p>}
    </div>
  );
  if (tabs === undefined) {
    return (
      <section class="other-tabs">
        <button type="button" onClick={() => void show()}>
          <Icon name="appWindow" />
          {t('otherTabs')}
        </button>
        <p class="hint">{t('otherTabsHint')}</p>
        {failure}
      </section>
    );
  }

  const open = tabs.filter(({ tabId }) => !isListed(tabId));
  const chosen = open.filter(({ tabId }) => !left.has(tabId));
  async function list(): Promise<void> {
    // First and without waiting: the browser asks only while the click lasts.
    const isAllowed = await permissions.askAll(chosen.map(({ url }) => url)).catch(() => false);
    setFailed(!isAllowed);
    if (!isAllowed) return;
    heading.current?.focus();
    onChoose(chosen);
  }
  function choose(tabId: number, isChosen: boolean): void {
    setLeft((known) => new Set(isChosen ? [...known].filter((id) => id !== tabId) : [...known, tabId]));
  }

  return (
    <section class="other-tabs">
      <h2 ref={heading} tabIndex={-1}>
        {t('otherTabsTitle')}
      </h2>
      {open.length === 0 ? (
        <p>{t('otherTabsNone')}</p>
      ) : (
        <>
          <ul>
            {open.map(({ tabId, title, url }) => (
              <li key={tabId}>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={!left.has(tabId)}
                    onChange={(event) => choose(tabId, event.currentTarget.checked)}
                  />
                  <bdi>{title}</bdi>
                  <bdi class="hint">{new URL(url).host}</bdi>
                </label>
              </li>
            ))}
          </ul>
          <button type="button" class="primary" disabled={chosen.length === 0} onClick={() => void list()}>
            {t('otherTabsAllow', chosen.length)}
          </button>
        </>
      )}
      {failure}
    </section>
  );
}
