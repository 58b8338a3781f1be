import { useContext, useId, useState } from 'preact/hooks';
import type { Settings } from '../lib/protocol/settings.ts';
import { settingsChanges } from '../lib/protocol/settings-changes.ts';
import type { HostChange, SettingsImport } from '../lib/protocol/settings-import.ts';
import { changeText } from '../lib/ui/change-text.ts';
import { profileName } from '../lib/ui/profile-name.ts';
import { t } from '../lib/ui/translate.ts';
import { isolatedName } from '../lib/ui/visible-name.ts';
import { CheckField } from './field.tsx';
import { PermissionsContext } from './permissions-context.ts';

interface ImportPreviewProps {
  readonly now: Settings;
  /** What the file makes of settings; undefined when there would be too many profiles. */
  plan(now: Settings): SettingsImport | undefined;
  /** @param change applies the file to the settings of that moment; as they are if more would have to be confirmed */
  onImport(change: (now: Settings) => Settings): void;
  onLeave(): void;
}

const hostOf = (url: string) => new URL(url).host;
/** One confirmation is for one profile at one address. */
const nameOf = ({ id, newUrl }: HostChange) => `${id} ${newUrl}`;

/** What an import changes, field by field. Each other host is confirmed by itself. */
export function ImportPreview({ now, plan, onImport, onLeave }: ImportPreviewProps) {
  const id = useId();
  const permissions = useContext(PermissionsContext);
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const planned = plan(now);
  if (planned === undefined) return <p role="alert">{t('importTooManyProfiles')}</p>;

  const { settings: next, hostChanges, cleared } = planned;
  const changes = settingsChanges(now, next);
  const isConfirmed = (all: readonly HostChange[]) => all.every((change) => confirmed.has(nameOf(change)));

  function confirm(change: HostChange, isOn: boolean): void {
    setConfirmed((before) => {
      const others = [...before].filter((name) => name !== nameOf(change));
      return new Set(isOn ? [...others, nameOf(change)] : others);
    });
  }

  function apply(): void {
    // First and without waiting: the browser asks only while the click lasts.
    permissions.askAll(hostChanges.map(({ newUrl }) => newUrl)).catch(() => undefined);
    onImport((latest) => {
      const again = plan(latest);
      return again !== undefined && isConfirmed(again.hostChanges) ? again.settings : latest;
    });
  }

  return (
    <section class="import-preview" aria-labelledby={`${id}-title`}>
      <h4 id={`${id}-title`}>{t('importChanges')}</h4>
      {changes.length === 0 && <p>{t('importNoChanges')}</p>}
      <ul>
        {changes
          .map((change) => changeText(change, next.profiles))
          .map((text, index) => (
            <li key={index}>
              <span class="change-what">{text.what}</span> <span class="change-old">{text.old}</span>{' '}
              <span>{text.new}</span>
            </li>
          ))}
      </ul>
      {hostChanges.map((change) => (
        <CheckField
          key={nameOf(change)}
          label={hostText(change, next)}
          {...(cleared.includes(change.id) && { hint: t('importKeysCleared', hostOf(change.oldUrl ?? '')) })}
          isOn={confirmed.has(nameOf(change))}
          onChange={(isOn) => confirm(change, isOn)}
        />
      ))}
      <div class="settings-file-actions">
        {changes.length > 0 && (
          <button type="button" class="primary" disabled={!isConfirmed(hostChanges)} onClick={apply}>
            {t('importSettings')}
          </button>
        )}
        <button type="button" onClick={onLeave}>
          {t('cancel')}
        </button>
      </div>
    </section>
  );
}

function hostText({ id, oldUrl, newUrl }: HostChange, { profiles }: Settings): string {
  const index = profiles.findIndex((profile) => profile.id === id);
  const named = isolatedName(profileName({ name: profiles[index]?.name ?? '' }, index));
  return oldUrl === undefined
    ? t('confirmNewHost', named, hostOf(newUrl))
    : t('confirmOtherHost', named, hostOf(newUrl), hostOf(oldUrl));
}
