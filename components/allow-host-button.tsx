import { useContext, useEffect, useState } from 'preact/hooks';
import { t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';
import { PermissionsContext } from './permissions-context.ts';

/**
 * Offers to ask the browser for one host, where that may help: not when it is allowed already. Must be a button, since
 * browsers ask only in a click.
 */
export function AllowHostButton({
  origin,
  label,
  onAsk,
}: {
  origin: string;
  label: 'allowHost' | 'allowHostAndRetry';
  /** The browser is asked now; what is to follow must be left to somebody who is there to hear the answer. */
  onAsk: () => void;
}) {
  const permissions = useContext(PermissionsContext);
  const [canAsk, setCanAsk] = useState(false);
  useEffect(() => {
    const look = () => void permissions.canAsk(origin).then(setCanAsk);
    look();
    return permissions.watch(look);
  }, [origin, permissions]);
  if (!canAsk) return null;
  function ask() {
    onAsk();
    void permissions.ask(origin).catch(() => undefined);
  }
  return (
    <button type="button" class="primary" onClick={ask}>
      <Icon name="globe" />
      {t(label, new URL(origin).hostname)}
    </button>
  );
}
