import { behindPages, type Listing, rows } from './page-state.ts';
import { many } from './sample-jobs.ts';

/** Changes the database as a version that is not there yet may do. */
const upgrade = (change: string) => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('uploads', 1000);
  opening.onupgradeneeded = () => { ${change} };
  opening.onblocked = () => reject(new Error('somebody holds the database'));
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => { opening.result.close(); resolve(); };
})`;

/** What a person is told before they look at single uploads. */
export const noticeStates: readonly Listing[] = [
  {
    name: 'several notices',
    async prepare(stage) {
      await stage.set({ apiKey: '' }, []);
      await behindPages(
        stage,
        `new Promise((resolve, reject) => {
          const opening = indexedDB.open('uploads');
          opening.onsuccess = () => {
            const change = opening.result.transaction('jobs', 'readwrite');
            change.objectStore('jobs').put('no job', 'torn');
            change.onabort = () => reject(change.error);
            change.oncomplete = () => { opening.result.close(); resolve(); };
          };
        }).then(() => chrome.storage.local.set({ isHistoryCleared: true }))`,
      );
    },
    async arrive(page) {
      await page.waitForFunction(() => document.querySelectorAll('.notice').length === 3);
    },
  },
  {
    name: 'uploads of a newer version',
    async prepare(stage) {
      await stage.set({}, many(3));
      await behindPages(stage, upgrade(''));
    },
    async arrive(page) {
      await rows(3)(page);
      await page.waitForSelector('.notice');
    },
  },
  {
    name: 'no list',
    async prepare(stage) {
      await stage.set({}, []);
      await behindPages(
        stage,
        upgrade(
          'for (const name of [...opening.result.objectStoreNames]) opening.result.deleteObjectStore(name);',
        ),
      );
    },
    async arrive(page) {
      await page.waitForSelector('.notice');
    },
  },
];
