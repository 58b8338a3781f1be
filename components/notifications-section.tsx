import { useContext } from 'preact/hooks';
import type { NotificationSettings } from '../lib/protocol/notification-settings.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { CheckField } from './field.tsx';
import { NotificationPermissionContext } from './optional-permission-context.ts';
import type { SectionProps } from './options-section.ts';
import { PermissionNote } from './permission-note.tsx';

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
      <PermissionNote
        permission={useContext(NotificationPermissionContext)}
        allowed="notificationsAllowed"
        notAllowed="notificationsNotAllowed"
        allow="notificationsAllow"
      />
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
