import { useContext, useEffect, useState } from 'preact/hooks';
import type { NotificationSettings } from '../lib/protocol/notification-settings.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { CheckField } from './field.tsx';
import { NotificationPermissionContext } from './notification-permission-context.ts';
import type { SectionProps } from './options-section.ts';

const labels: readonly (readonly [keyof NotificationSettings, MessageKey])[] = [
  ['ended', 'fieldNotifyEnded'],
  ['failed', 'fieldNotifyFailed'],
  ['waiting', 'fieldNotifyWaiting'],
];

/** Which news the system tells of; nothing before the browser has been asked in a click. */
export function NotificationsSection({ settings, save }: SectionProps) {
  const { notifications } = settings;
  return (
    <>
      <PermissionNote />
      {labels.map(([name, label]) => (
        <CheckField
          key={name}
          label={t(label)}
          isOn={notifications[name]}
          onChange={(isOn) =>
            save((now) => ({ ...now, notifications: { ...now.notifications, [name]: isOn } }))
          }
        />
      ))}
    </>
  );
}

/** Whether there are notifications at all, and what makes them so; it may be withdrawn at any time. */
function PermissionNote() {
  const permission = useContext(NotificationPermissionContext);
  const [isAllowed, setAllowed] = useState<boolean>();
  useEffect(() => {
    const look = () => void permission.has().then(setAllowed);
    look();
    return permission.watch(look);
  }, [permission]);
  return (
    <div class="notification-permission">
      <p role="status" class="hint">
        {isAllowed !== undefined && t(isAllowed ? 'notificationsAllowed' : 'notificationsNotAllowed')}
      </p>
      {isAllowed === false && (
        <button type="button" class="primary" onClick={() => void permission.ask().catch(() => undefined)}>
          {t('notificationsAllow')}
        </button>
      )}
    </div>
  );
}
