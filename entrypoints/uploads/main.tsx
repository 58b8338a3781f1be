import { mountUploads } from './mount-uploads.tsx';
import { wantedUpload } from './wanted-upload.ts';

mountUploads({ hasTools: true, wanted: wantedUpload });
