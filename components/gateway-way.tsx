import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { parseServiceUrl } from '../lib/protocol/origins.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { TextField } from './field.tsx';

interface GatewayFields {
  readonly apiUrl: string;
  readonly apiKey: string;
}

interface GatewayWayProps {
  readonly gateway: GatewayFields & { readonly command: string };
  readonly isRunning: boolean;
  readonly children: ComponentChildren;
  /** Called in the click. */
  onLook(fields: GatewayFields): void;
}

/** The gateway of this project on this computer, for trying things out without an account. */
export function GatewayWay({ gateway, isRunning, children, onLook }: GatewayWayProps) {
  const id = useId();
  const [apiUrl, setApiUrl] = useState(gateway.apiUrl);
  const [apiKey, setApiKey] = useState(gateway.apiKey);
  const [fault, setFault] = useState<MessageKey>();

  function submit(event: Event): void {
    event.preventDefault();
    if (isRunning) return;
    const address = apiUrl.trim().replace(/\/+$/, '');
    const found = parseServiceUrl(address) === undefined ? 'invalidApiUrl' : undefined;
    setFault(found);
    if (found === undefined) onLook({ apiUrl: address, apiKey: apiKey.trim() });
  }

  return (
    <section class="way" aria-labelledby={id}>
      <h2 id={id}>{t('welcomeGateway')}</h2>
      <p class="hint">{t('welcomeGatewayHint')}</p>
      <form onSubmit={submit} noValidate>
        <details>
          <summary>{t('welcomeOtherGateway', new URL(gateway.apiUrl).host)}</summary>
          <TextField label={t('fieldGatewayUrl')} value={apiUrl} onInput={setApiUrl} />
          <TextField label={t('fieldGatewayKey')} value={apiKey} maxLength={256} onInput={setApiKey} />
        </details>
        <div class="form-end">
          <button type="submit" aria-disabled={isRunning}>
            {t('welcomeLook')}
          </button>
          <span role="alert" class="form-error">
            {fault !== undefined && t(fault)}
          </span>
        </div>
      </form>
      {children}
    </section>
  );
}
