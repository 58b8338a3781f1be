import { mountUploads, openInTab } from '../uploads/mount-uploads.tsx';

mountUploads({ hasTools: true, onOpenInTab: openInTab });
