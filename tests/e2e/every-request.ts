import type { JobView, Request } from '../../lib/protocol/messages.ts';
import type { PickedPicture } from '../../lib/protocol/page-pictures.ts';

/**
 * One good request of each type: it would begin an upload, or do or tell something about this one.
 * @param url of a file
 */
export function everyRequest({ id: jobId }: JobView, url: string): readonly Request[] {
  const file = new File(['forged'], 'forged.txt');
  const picture: PickedPicture = {
    ref: '1',
    kind: 'image',
    url,
    tabId: 1,
    frameId: 0,
    frameUrl: url,
    tabUrl: url,
    tabTitle: '',
  };
  const requests: { readonly [Type in Request['type']]: Extract<Request, { type: Type }> } = {
    'add-file': { type: 'add-file', file },
    'add-address': { type: 'add-address', url },
    'add-pictures': { type: 'add-pictures', pictures: [picture] },
    'list-jobs': { type: 'list-jobs' },
    'command-job': { type: 'command-job', jobId, command: 'removal-requested' },
    'attach-file': { type: 'attach-file', jobId, file },
    'remove-job': { type: 'remove-job', jobId },
    'retry-when-allowed': { type: 'retry-when-allowed', jobId, origin: new URL(url).origin },
    thumbnails: { type: 'thumbnails', jobIds: [jobId] },
    'show-older': { type: 'show-older' },
    'search-history': {
      type: 'search-history',
      query: { text: '', state: 'all', kind: 'all', sort: 'newest' },
    },
    'clear-history': { type: 'clear-history' },
    'upload-again': { type: 'upload-again', jobId },
    'upload-file-again': { type: 'upload-file-again', jobId, file },
    'set-bandwidth-limit': { type: 'set-bandwidth-limit', bytesPerSecond: 123_456 },
    'history-loss-seen': { type: 'history-loss-seen' },
  };
  return Object.values(requests);
}
