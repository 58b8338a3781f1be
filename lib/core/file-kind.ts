import { splitName } from './split-name.ts';

/** What people take a file for, when they look for it. */
export const fileKinds = ['pictures', 'video', 'audio', 'documents', 'other'] as const;
export type FileKind = (typeof fileKinds)[number];

const kindsOfMainType: ReadonlyMap<string, FileKind> = new Map([
  ['image', 'pictures'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['text', 'documents'],
]);

/** Types of documents that don't begin with `text/`: PDF, Office, OpenDocument, e-books, JSON. */
const documentType =
  /^application\/(?:pdf|rtf|json|xml|msword|epub\+zip|vnd\.(?:ms-|openxmlformats-|oasis\.opendocument\.))/;

/** For files whose type nobody knew. */
const extensions: readonly (readonly [FileKind, string])[] = [
  ['pictures', 'jpg jpeg png gif webp avif heic heif svg bmp tif tiff ico jxl psd raw cr2 nef dng'],
  ['video', 'mp4 m4v mov mkv webm avi wmv mpg mpeg ogv mts 3gp'],
  ['audio', 'mp3 m4a aac wav flac ogg oga opus wma aif aiff mid'],
  [
    'documents',
    'pdf txt md rtf doc docx odt xls xlsx ods csv tsv ppt pptx odp epub htm html json xml tex pages',
  ],
];
const kindsOfExtension: ReadonlyMap<string, FileKind> = new Map(
  extensions.flatMap(([kind, words]) => words.split(' ').map((extension) => [extension, kind] as const)),
);

/** By its type; by its extension where the type says nothing. */
export function fileKind({ name, mimetype }: { readonly name: string; readonly mimetype: string }): FileKind {
  const type = mimetype.toLowerCase();
  const [main = ''] = type.split('/');
  return (
    (documentType.test(type) ? 'documents' : kindsOfMainType.get(main)) ??
    kindsOfExtension.get(splitName(name).ext.toLowerCase()) ??
    'other'
  );
}
