import { useEffect, useState } from 'preact/hooks';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import type { OptionalPermission } from './optional-permission-context.ts';

interface PermissionNoteProps {
  readonly permission: OptionalPermission;
  readonly allowed: MessageKey;
  readonly notAllowed: MessageKey;
  /** On the button that asks. */
  readonly allow: MessageKey;
}

/** Whether the browser allows it, and what asks for it; it may be withdrawn at any time. */
export function PermissionNote({ permission, allowed, notAllowed, allow }: PermissionNoteProps) {
  const [isAllowed, setAllowed] = useState<boolean>();
  useEffect(() => {
    const look = () => void permission.has().then(setAllowed);
    look();
    return permission.watch(look);
  }, [permission]);
  return (
    <div class="permission-note">
      <p role="status" class="hint">
        {isAllowed !== undefined && t(isAllowed ? allowed : notAllowed)}
      </p>
      {isAllowed === false && (
        <button type="button" class="primary" onClick={() => void permission.ask().catch(() => undefined)}>
          {t(allow)}
        </button>
      )}
    </div>
  );
}
