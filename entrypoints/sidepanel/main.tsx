import { mountUploads, openInTab } from '../uploads/mount-uploads.tsx';

mountUploads({ onOpenInTab: openInTab });
