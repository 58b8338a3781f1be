import { expect, test } from 'vitest';
import { readSnapshot } from '../../scripts/uploads.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test('Q11: a file that a message of the runtime has emptied is refused by name, and no upload begins', async () => {
  const send = (file: string) =>
    scene.page.evaluate(`browser.runtime.sendMessage({ type: 'add-file', file: ${file} })`);
  const refused = { kind: 'refused', refusal: 'bad-request' };
  expect(await send("new File(['abc'], 'q11.txt')")).toEqual(refused);
  expect(await send("new Blob(['abc'])")).toEqual(refused);
  expect(await send('new Uint8Array([1, 2, 3])')).toEqual(refused);
  expect((await readSnapshot(scene.page)).jobs).toEqual([]);
  expect(scene.proxy.history.exchanges).toEqual([]);
});
