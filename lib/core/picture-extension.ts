/** The usual extension of each type, then the others that are as true. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png', 'apng'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif', 'avifs'],
  'image/svg+xml': ['svg'],
  'image/bmp': ['bmp', 'dib'],
  'image/x-icon': ['ico', 'cur'],
  'image/tiff': ['tif', 'tiff'],
  'image/heic': ['heic', 'heif'],
  'image/heif': ['heif', 'heic'],
};

const allExtensions: ReadonlySet<string> = new Set(Object.values(extensions).flat());

/** A name with the extension of a picture's type; that of another picture is replaced. */
export function withPictureExtension(name: string, mimetype: string): string {
  const fitting = extensions[mimetype];
  const [usual] = fitting ?? [];
  if (fitting === undefined || usual === undefined) return name;
  const dot = name.lastIndexOf('.');
  const given = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  if (fitting.includes(given)) return name;
  // Another picture's extension is wrong; anything else may be a part of the name.
  return `${allExtensions.has(given) ? name.slice(0, dot) : name}.${usual}`;
}
