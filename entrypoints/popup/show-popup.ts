import { openPicker } from '../../lib/platform/open-picker.ts';
import { mountUploads, openInTab } from '../uploads/mount-uploads.tsx';

// Firefox closes its popup as soon as the dialog for files opens.
const lastingPage = import.meta.env.FIREFOX ? { openLastingPage: openInTab } : {};

mountUploads({
  hasTools: false,
  onOpenInTab: openInTab,
  onOpenPicker: () => void openPicker(undefined).then(() => window.close()),
  ...lastingPage,
});
