import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../lib/ui/translate.ts';
import { visibleName } from '../lib/ui/visible-name.ts';
import { Icon } from './icon.tsx';
import { QrCode } from './qr-code.tsx';

interface QrButtonProps {
  readonly url: string;
  readonly name: string;
}

/** Shows a link as a QR code, to be opened on a phone. */
export function QrButton({ url, name }: QrButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="quiet icon-button"
        aria-haspopup="dialog"
        aria-label={t('qrCode')}
        title={t('qrCode')}
        onClick={() => setOpen(true)}
      >
        <Icon name="qrCode" />
      </button>
      {isOpen && <QrDialog url={url} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function QrDialog({ url, name, onClose }: QrButtonProps & { onClose(): void }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={id} class="qr-dialog" onClose={onClose}>
      <form method="dialog" class="dialog-form">
        <h2 id={id}>
          <bdi>{visibleName(name)}</bdi>
        </h2>
        <QrCode text={url} label={t('qrCodeOf', url)} />
        <p class="qr-link">
          <bdi>{url}</bdi>
        </p>
        <div class="dialog-actions">
          <button type="submit" value="close">
            {t('close')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
