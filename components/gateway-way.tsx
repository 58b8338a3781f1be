import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { apiKeyForm, apiUrlForm } from '../lib/ui/account-forms.ts';
import type { ReadText } from '../lib/ui/text-form.ts';
import { t } from '../lib/ui/translate.ts';
import { TextField } from './field.tsx';
import { WayEnd } from './way-end.tsx';

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

/** What is in the fields, by the rules of the options, or what is wrong with it. */
function readGateway({ apiUrl, apiKey }: GatewayFields): ReadText<GatewayFields> {
  // Only in the options nothing stands for Filestack's own.
  const address = apiUrl.trim() === '' ? { fault: t('invalidApiUrl') } : apiUrlForm.read(apiUrl);
  if ('fault' in address) return address;
  const key = apiKeyForm.read(apiKey);
  return 'fault' in key ? key : { value: { apiUrl: address.value, apiKey: key.value } };
}

/** The gateway of this project on this computer, for trying things out without an account. */
export function GatewayWay({ gateway, isRunning, children, onLook }: GatewayWayProps) {
  const id = useId();
  const [apiUrl, setApiUrl] = useState(gateway.apiUrl);
  const [apiKey, setApiKey] = useState(gateway.apiKey);
  const [fault, setFault] = useState<string>();

  function submit(event: Event): void {
    event.preventDefault();
    if (isRunning) return;
    const read = readGateway({ apiUrl, apiKey });
    setFault('fault' in read ? read.fault : undefined);
    if ('value' in read) onLook(read.value);
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
        <WayEnd label="welcomeLook" isPrimary={false} isRunning={isRunning} fault={fault} />
      </form>
      {children}
    </section>
  );
}
