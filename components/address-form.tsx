import { useId, useRef, useState } from 'preact/hooks';
import { t } from '../lib/ui/translate.ts';

/**
 * Takes the address of a file, for those who have no file to paste and for those who type.
 * `onAddress` is called in the event itself, and tells whether the address was taken.
 */
export function AddressForm({ onAddress }: { onAddress(text: string): Promise<boolean> }) {
  const id = useId();
  const [text, setText] = useState('');
  const isGiven = useRef(false);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (isGiven.current) return;
    isGiven.current = true;
    // What was not taken stays, to be mended; what was entered meanwhile as well.
    if (await onAddress(text)) setText((now) => (now === text ? '' : now));
    isGiven.current = false;
  }
  return (
    <details class="address">
      <summary>{t('fromAddress')}</summary>
      <form noValidate onSubmit={submit}>
        <label for={id}>{t('fieldAddress')}</label>
        <div class="address-line">
          <input
            id={id}
            type="url"
            value={text}
            autocomplete="off"
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="primary" disabled={text.trim() === ''}>
            {t('uploadAddress')}
          </button>
        </div>
      </form>
    </details>
  );
}
