import { type MessageKey, t } from '../lib/ui/translate.ts';

interface WayEndProps {
  readonly label: MessageKey;
  readonly isPrimary: boolean;
  readonly isRunning: boolean;
  readonly fault: string | undefined;
}

/** The button below the fields of a way to begin, and what is wrong with them. */
export function WayEnd({ label, isPrimary, isRunning, fault }: WayEndProps) {
  return (
    <div class="form-end">
      {/* Not `disabled`: a button that loses its focus loses the person who uses keys. */}
      <button type="submit" class={isPrimary ? 'primary' : undefined} aria-disabled={isRunning}>
        {t(label)}
      </button>
      <span role="alert" class="form-error">
        {fault}
      </span>
    </div>
  );
}
