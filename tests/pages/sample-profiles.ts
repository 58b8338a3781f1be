import { parse } from '../../lib/protocol/parse.ts';
import { defaultProfile, type Profiles, profileIdSchema } from '../../lib/protocol/profile.ts';

const id = (text: string) => parse(profileIdSchema, text, 'an id');

/** Three destinations, as a person may have them. */
export const severalProfiles: Profiles = [
  {
    ...defaultProfile,
    name: 'Photos',
    apiKey: 'A4bcdefgSAMPLEkeyXYZ1z',
    store: { location: 's3', path: 'photos/' },
  },
  {
    ...defaultProfile,
    id: id('shop'),
    name: 'Shop',
    color: 'teal',
    sites: ['shop.example'],
    apiKey: 'B4bcdefgSAMPLEkeyXYZ2z',
    apiUrl: 'https://upload.example',
    store: { location: 's3', path: 'products/', container: 'shop-pictures' },
  },
  { ...defaultProfile, id: id('drafts'), name: 'Drafts', color: 'orange', store: { location: 'dropbox' } },
];
