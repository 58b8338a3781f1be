import { expect, test } from 'vitest';
import { MIB } from './bench.ts';
import { refusal } from './canned.ts';
import type { Step } from './history.ts';
import { useScene } from './scene.ts';

const scene = useScene();

test.each<Step>(['start', 'upload', 'put', 'complete'])(
  'L4: an upload does not need the popup that is closed during %s',
  async (step) => {
    const hold = scene.proxy.hold({ step }, 'forward');
    const file = await scene.choose(`l4 ${step}.bin`, 11 * MIB);
    await hold.arrived;
    await scene.page.close();
    hold.release();
    await scene.proxy.history.until(
      () => file.calls('complete').some(({ status }) => status === 200),
      'the complete without a page',
    );
    const again = scene.again(file, await scene.reopen());
    await again.isStored();
    expect(file.calls('put')).toHaveLength(3);
  },
);

test('L4: a waiting upload goes on without the popup', async () => {
  scene.proxy.inject({ match: { step: 'start' }, times: 1, do: refusal(403, 'no') });
  const file = await scene.choose('l4 waiting.bin', 6 * MIB);
  await file.row.waitsFor('credentials');
  await scene.page.close();
  await scene.bench.configure({ policy: 'cA', signature: 'new' });
  await scene.proxy.history.until(
    () => file.calls('complete').some(({ status }) => status === 200),
    'the complete without a page',
  );
  await scene.again(file, await scene.reopen()).isStored();
});

test('L4: a paused upload is still paused when the popup opens again', async () => {
  const hold = scene.proxy.hold({ step: 'put' }, 'forward');
  const file = await scene.choose('l4 paused.bin', 6 * MIB);
  await hold.arrived;
  await file.row.press('Pause');
  await file.row.shows('paused');
  const again = scene.again(file, await scene.reopen());
  await again.row.shows('paused');
  hold.release();
  await again.row.press('Resume');
  await again.isStored();
});
