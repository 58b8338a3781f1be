import { useEffect, useId, useRef } from 'preact/hooks';
import { type MessageKey, t } from '../lib/ui/translate.ts';

interface ConfirmDialogProps {
  readonly question: string;
  readonly details: string;
  /** What the button says that confirms. */
  readonly yes?: MessageKey;
  /**
   * Hears the answer in the click itself, in which a browser may still be asked for a permission.
   * @param isYes false as well when the dialog is left by Escape
   */
  onAnswer(isYes: boolean): void;
}

/**
 * Asks before something is uploaded. "Cancel" has the focus: a key that was pressed once too often in the dialog for
 * files confirms nothing.
 */
export function ConfirmDialog({ question, details, yes = 'upload', onAnswer }: ConfirmDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    cancel.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-question`}
      aria-describedby={`${id}-details`}
      onClose={({ currentTarget }) => {
        // By neither button.
        if (currentTarget.returnValue === '') onAnswer(false);
      }}
    >
      <form method="dialog" class="dialog-form">
        <h2 id={`${id}-question`}>{question}</h2>
        <p id={`${id}-details`}>{details}</p>
        <div class="dialog-actions">
          <button type="submit" value="yes" class="primary" onClick={() => onAnswer(true)}>
            {t(yes)}
          </button>
          <button ref={cancel} type="submit" value="no" onClick={() => onAnswer(false)}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
