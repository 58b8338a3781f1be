import type { WantedUpload } from '../../components/use-wanted-upload.ts';

/** The upload that the address of this page names behind `#`; taken, it is no longer there. */
export const wantedUpload: WantedUpload = {
  take() {
    const { hash, pathname } = location;
    if (hash.length < 2) return undefined;
    history.replaceState(null, '', pathname);
    return hash.slice(1);
  },
  watch(onWanted) {
    addEventListener('hashchange', onWanted);
    return () => removeEventListener('hashchange', onWanted);
  },
};
