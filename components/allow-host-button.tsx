import { useContext, useEffect, useState } from 'preact/hooks';
import { t } from '../lib/ui/translate.ts';
import { PermissionsContext } from './permissions-context.ts';

/**
 * Offers to ask the browser for one host, where that may help: not when it is allowed already. Must be a button, since
 * browsers ask only in a click.
 */
export function AllowHostButton({
  origin,
  label,
  onAllowed,
}: {
  origin: string;
  label: 'allowHost' | 'allowHostAndRetry';
  onAllowed: () => void;
}) {
  const permissions = useContext(PermissionsContext);
  const [canAsk, setCanAsk] = useState(false);
  useEffect(() => {
    void permissions.canAsk(origin).then(setCanAsk);
  }, [origin, permissions]);
  if (!canAsk) return null;
  async function ask() {
    if (!(await permissions.ask(origin))) return;
    setCanAsk(false);
    onAllowed();
  }
  return (
    <button type="button" class="primary" onClick={() => void ask()}>
      {t(label, new URL(origin).hostname)}
    </button>
  );
}
