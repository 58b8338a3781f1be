import { useContext, useState } from 'preact/hooks';
import type { Profile } from '../lib/protocol/profile.ts';
import { t } from '../lib/ui/translate.ts';
import { Icon } from './icon.tsx';
import { PermissionsContext } from './permissions-context.ts';
import { ProofList } from './proof-list.tsx';
import { ProveContext } from './prove-context.ts';
import { type ProvedAccount, useProof } from './use-proof.ts';

const accountOf = ({ apiKey, policy, signature, apiUrl, store }: Profile): ProvedAccount => ({
  apiKey,
  policy,
  signature,
  apiUrl,
  store,
});

/** Proves by a test upload that what is stored of a profile works. */
export function ProfileTestSection({ profile }: { readonly profile: Profile }) {
  const prove = useContext(ProveContext);
  const permissions = useContext(PermissionsContext);
  const { shown, run } = useProof(prove);
  const [lacksKey, setLacksKey] = useState(false);
  const account = accountOf(profile);
  // What was proved of other settings says nothing of these.
  const isOfNow = shown !== undefined && JSON.stringify(shown.account) === JSON.stringify(account);

  const isRunning = isOfNow && shown.isRunning;

  function test(): void {
    if (isRunning) return;
    setLacksKey(account.apiKey === '');
    if (account.apiKey === '') return;
    // Uploads work without the permission where CORS allows it, so the answer is not waited for.
    void permissions.ask(account.apiUrl).catch(() => undefined);
    void run(account);
  }

  return (
    <div class="proof-result">
      <p class="hint">{t('testDestinationHint')}</p>
      <button type="button" aria-disabled={isRunning} onClick={test}>
        <Icon name="shieldCheck" />
        {t('testDestination')}
      </button>
      {account.apiKey === '' && <a href="/welcome.html">{t('openWelcome')}</a>}
      <p role="alert" class="form-error">
        {lacksKey && account.apiKey === '' && t('welcomeNoKey')}
      </p>
      {isOfNow && (
        <ProofList proof={shown.proof} isRunning={shown.isRunning} account={shown.account} nowMs={Date.now} />
      )}
    </div>
  );
}
