import { useId, useState } from 'preact/hooks';
import { t } from '../lib/ui/translate.ts';

/** Takes the address of a file, for those who have no file to paste and for those who type. */
export function AddressForm({ onAddress }: { onAddress(text: string): void }) {
  const id = useId();
  const [text, setText] = useState('');
  function submit(event: Event): void {
    event.preventDefault();
    onAddress(text);
    setText('');
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
