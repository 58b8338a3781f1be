import * as v from 'valibot';

/** Which news of uploads are told by the system, while no page of ours is seen and the browser allows it. */
export interface NotificationSettings {
  readonly ended: boolean;
  readonly failed: boolean;
  /** It waits for something that only the person can do. */
  readonly waiting: boolean;
}

/** All: nothing is told before the person has asked the browser for it. */
export const defaultNotifications: NotificationSettings = { ended: true, failed: true, waiting: true };

/** What is absent has its default: settings of an older version have less. */
export const notificationSettingsSchema: v.GenericSchema<unknown, NotificationSettings> = v.strictObject({
  ended: v.optional(v.boolean(), defaultNotifications.ended),
  failed: v.optional(v.boolean(), defaultNotifications.failed),
  waiting: v.optional(v.boolean(), defaultNotifications.waiting),
});
