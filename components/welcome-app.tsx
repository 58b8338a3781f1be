import { useState } from 'preact/hooks';
import { canUpload, isProved, type UploadProof } from '../lib/core/upload-proof.ts';
import { t } from '../lib/ui/translate.ts';
import { Brand } from './brand.tsx';
import { FilestackWay } from './filestack-way.tsx';
import { GatewayWay } from './gateway-way.tsx';
import { Icon } from './icon.tsx';
import { ProofList } from './proof-list.tsx';
import { type ProveAccount, type ProvedAccount, useProof } from './use-proof.ts';
import { type Shortcuts, WelcomeNext } from './welcome-next.tsx';

/** Where uploads may go without a form: an account at Filestack, or the gateway of this project on this computer. */
export type Way = 'filestack' | 'gateway';

export interface WelcomeProps {
  /** The profile that is set up here, as it is now. */
  readonly account: ProvedAccount;
  /** What `npm run gateway` serves by default. */
  readonly gateway: { readonly apiUrl: string; readonly apiKey: string; readonly command: string };
  readonly filestackUrl: string;
  readonly shortcuts: Shortcuts;
  readonly prove: ProveAccount;
  /** Makes it where uploads go. Rejects when that can't be stored. */
  save(account: ProvedAccount): Promise<void>;
  /** Asks the browser for a host; called in a click. */
  askForHost(apiUrl: string): void;
  openOptions(): void;
  openUploads(): void;
  nowMs(): number;
}

/** The page of the first run: one field or one click, a test upload, and what can be done then. */
export function WelcomeApp(props: WelcomeProps) {
  const { account, gateway, filestackUrl, prove, nowMs } = props;
  const { shown, run } = useProof(prove);
  const [way, setWay] = useState<Way>('filestack');
  const [saved, setSaved] = useState<'no' | 'yes' | 'failed'>('no');

  async function keep(proved: ProvedAccount): Promise<void> {
    await props.save(proved).then(
      () => setSaved('yes'),
      () => setSaved('failed'),
    );
  }

  async function test(
    tested: Way,
    fields: Pick<ProvedAccount, 'apiKey' | 'policy' | 'signature' | 'apiUrl'>,
  ) {
    setWay(tested);
    setSaved('no');
    const toTest = { ...fields, store: account.store };
    const proof = await run(toTest);
    if (proof !== undefined && isProved(proof)) await keep(toTest);
  }

  const proof: UploadProof = shown?.proof ?? {};
  const isRunning = shown?.isRunning === true;
  const hasEnded = shown !== undefined && !isRunning;
  const needsPolicy = way === 'filestack' && proof.allowed?.kind === 'failed';
  const result = shown && (
    <div class="proof-result">
      <ProofList
        proof={proof}
        isRunning={isRunning}
        account={shown.account}
        nowMs={nowMs}
        {...(way === 'gateway' && { startCommand: gateway.command })}
      />
      {hasEnded && !isProved(proof) && canUpload(proof) && saved === 'no' && (
        <button type="button" onClick={() => void keep(shown.account)}>
          {t('welcomeUseAnyway')}
        </button>
      )}
      {saved === 'failed' && <p role="alert">{t('saveFailed')}</p>}
    </div>
  );

  return (
    <>
      <header>
        <Brand />
      </header>
      <main>
        <p class="welcome-lead">{t('welcomeLead')}</p>
        {account.apiKey !== '' && saved === 'no' && (
          <p class="notice">
            <Icon name="info" />
            {t('welcomeReplaces', new URL(account.apiUrl).host)}
          </p>
        )}
        <FilestackWay
          isRunning={isRunning}
          needsPolicy={needsPolicy}
          onTest={(fields) => void test('filestack', { ...fields, apiUrl: filestackUrl })}
        >
          {way === 'filestack' && result}
        </FilestackWay>
        <GatewayWay
          gateway={gateway}
          isRunning={isRunning}
          onLook={(fields) => {
            props.askForHost(fields.apiUrl);
            void test('gateway', { ...fields, policy: '', signature: '' });
          }}
        >
          {way === 'gateway' && result}
        </GatewayWay>
        {/* Always there, so that screen readers hear it fill. */}
        <div role="status">{saved === 'yes' && <WelcomeNext {...props} />}</div>
      </main>
    </>
  );
}
