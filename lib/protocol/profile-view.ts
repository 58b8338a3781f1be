import type { ProfileView } from './messages.ts';
import type { Profile } from './profile.ts';

/** What every page of ours may know of a profile: where it leads, and none of its keys. */
export function viewOfProfile({ id, name, color, apiKey, apiUrl, store }: Profile): ProfileView {
  const { location, container, path } = store;
  return {
    id,
    name,
    color,
    hasApiKey: apiKey !== '',
    target: {
      apiHost: new URL(apiUrl).host,
      location,
      ...(container !== undefined && { container }),
      ...(path !== undefined && { path }),
    },
  };
}
