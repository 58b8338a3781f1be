/** How long a page waits with its upload, so that DevTools has let go of it by then. Not counted. */
export const DETACH_MS = 300;
