import { formatSpeed } from '../lib/ui/format-bytes.ts';
import { t } from '../lib/ui/translate.ts';
import { ChoiceField } from './field.tsx';

const MEGABYTE = 1_000_000;
const offered = [0.25, 0.5, 1, 2, 5, 10, 50].map((speed) => speed * MEGABYTE);

interface LimitChoiceProps {
  /** Bytes a second, null for none. */
  readonly limit: number | null;
  onChoose(limit: number | null): void;
}

/** The bandwidth limit of all uploads, to be changed at once. One that was typed in the options is offered, too. */
export function LimitChoice({ limit, onChoose }: LimitChoiceProps) {
  const limits = [...new Set([...offered, ...(limit === null ? [] : [limit])])].sort((a, b) => a - b);
  return (
    <div class="limit-choice">
      <ChoiceField
        label={t('limitLabel')}
        value={limit === null ? '' : String(limit)}
        choices={[
          { value: '', label: t('limitNone') },
          ...limits.map((speed) => ({ value: String(speed), label: formatSpeed(speed) })),
        ]}
        onInput={(value) => onChoose(value === '' ? null : Number(value))}
      />
    </div>
  );
}
