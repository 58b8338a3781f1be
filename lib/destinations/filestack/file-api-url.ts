/** Where Filestack's own calls for stored files are answered, as in filestack-js 4 (`fileApiUrl`). */
const FILESTACK_FILE_API = 'https://www.filestackapi.com/api/file';

/** Where stored files are asked for and deleted: Filestack has a host for that, elsewhere one address serves all. */
export function fileApiUrlOf(apiUrl: string): string {
  const { hostname } = new URL(apiUrl);
  return hostname.endsWith('.filestackapi.com') ? FILESTACK_FILE_API : `${apiUrl}/api/file`;
}
