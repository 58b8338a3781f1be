import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { DEFAULT_SOURCE_BYTES } from '../lib/core/source-limits.ts';
import type { StoreOptions } from '../lib/core/store-options.ts';
import { readPolicy } from '../lib/protocol/policy.ts';
import {
  type ExplainedPattern,
  type ExplainedPolicy,
  explainPolicy,
} from '../lib/protocol/policy-explained.ts';
import { formatBytes } from '../lib/ui/format-bytes.ts';
import { formatCountdown, formatMoment } from '../lib/ui/format-countdown.ts';
import { callText, isGrave, policyNoteText } from '../lib/ui/policy-text.ts';
import { type MessageKey, t } from '../lib/ui/translate.ts';
import { isolatedName, visibleName } from '../lib/ui/visible-name.ts';
import { useSecond } from './use-second.ts';

interface PolicyExplainedProps {
  /** In base64, as it stands in its field. */
  readonly policy: string;
  /** The store defaults of the same profile. */
  readonly store: StoreOptions;
  /** The largest file that is fetched, in bytes. */
  readonly fileLimitBytes?: number;
  /** The clock, in milliseconds since 1970. */
  nowMs?(): number;
}

/** What a policy says, beside its field. Shows nothing while there is no policy that can be read. */
export function PolicyExplained({
  policy: text,
  store,
  fileLimitBytes = DEFAULT_SOURCE_BYTES,
  nowMs = Date.now,
}: PolicyExplainedProps) {
  const id = useId();
  const now = useSecond(nowMs);
  const { policy } = readPolicy(text.trim());
  if (text.trim() === '' || policy === undefined) return null;
  const explained = explainPolicy(policy, { store, nowMs: now, fileLimitBytes });
  return (
    <section class="policy-explained" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('policyExplained')}</h3>
      <dl>
        <Row term="policyCalls">
          <Calls calls={explained.calls} />
        </Row>
        <Row term="policyExpires">
          <Expiry expiryMs={explained.expiryMs} nowMs={now} />
        </Row>
        <Pattern term="fieldPath" otherKey="policyOtherPath" explained={explained.path} />
        <Pattern term="fieldContainer" otherKey="policyOtherContainer" explained={explained.container} />
        <Sizes explained={explained} />
        {explained.handle !== undefined && (
          <Row term="policyHandle">
            <Foreign text={explained.handle} />
          </Row>
        )}
      </dl>
      <Notes notes={explained.notes} />
    </section>
  );
}

function Notes({ notes }: Pick<ExplainedPolicy, 'notes'>) {
  if (notes.length === 0) return null;
  return (
    <ul class="policy-notes">
      {notes.map((note) => (
        <li key={note} class={isGrave(note) ? 'is-grave' : undefined}>
          {policyNoteText(note)}
        </li>
      ))}
    </ul>
  );
}

/** As a date and as the time that is left. Screen readers hear it when they come to it, and not each second. */
function Expiry({ expiryMs, nowMs }: { readonly expiryMs: number; readonly nowMs: number }) {
  const leftMs = expiryMs - nowMs;
  return (
    <>
      <time dateTime={new Date(expiryMs).toISOString()}>{formatMoment(expiryMs)}</time>
      <span class="policy-left" aria-live="off">
        {leftMs > 0 ? t('policyExpiresIn', formatCountdown(leftMs)) : t('policyHasExpired')}
      </span>
    </>
  );
}

function Row({ term, children }: { readonly term: MessageKey; readonly children: ComponentChildren }) {
  return (
    <div class="policy-row">
      <dt>{t(term)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A text of whoever made the policy. */
function Foreign({ text }: { readonly text: string }) {
  return (
    <code>
      <bdi>{visibleName(text)}</bdi>
    </code>
  );
}

function Calls({ calls }: { readonly calls: readonly string[] | undefined }) {
  if (calls === undefined) return <>{t('policyAllCalls')}</>;
  if (calls.length === 0) return <>{t('policyNoCalls')}</>;
  return (
    <ul class="policy-calls">
      {[...new Set(calls)].map((call) => (
        <li key={call}>
          <Foreign text={call} /> {callText(call)}
        </li>
      ))}
    </ul>
  );
}

interface PatternProps {
  readonly term: 'fieldPath' | 'fieldContainer';
  /** Says that the store default is another. */
  readonly otherKey: 'policyOtherPath' | 'policyOtherContainer';
  readonly explained: ExplainedPattern | undefined;
}

function Pattern({ term, otherKey, explained }: PatternProps) {
  if (explained === undefined) return <Row term={term}>{t('policyAny')}</Row>;
  const { pattern, text, fit } = explained;
  return (
    <Row term={term}>
      <Foreign text={pattern} />
      {fit === 'fits' && <span class="policy-fits">{t('policyFits')}</span>}
      {fit === 'other' && <span class="policy-misfit">{t(otherKey, isolatedName(text ?? ''))}</span>}
      {fit === 'unknown' && <span class="hint">{t('policyFitUnknown')}</span>}
    </Row>
  );
}

function Sizes({ explained: { minSize, maxSize } }: { readonly explained: ExplainedPolicy }) {
  const texts = [
    minSize !== undefined && t('policyAtLeast', formatBytes(minSize)),
    maxSize !== undefined && t('policyAtMost', formatBytes(maxSize)),
  ].filter((text) => text !== false);
  return <Row term="policySizes">{texts.length === 0 ? t('policyAny') : texts.join(', ')}</Row>;
}
