import { mountUploads } from './mount-uploads.tsx';

mountUploads({ hasTools: true });
