// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobView } from '../lib/protocol/messages.ts';
import { sampleView } from '../lib/ui/testing/sample-view.ts';

vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage: (key: string) => key } } }));
const { CommandButtons } = await import('./upload-actions.tsx');

afterEach(() => render(null, document.body));

const stored = sampleView({ name: 'a', state: 'succeeded', canRemove: true });
const onCommand = vi.fn();

function names(job: JobView): readonly (string | null)[] {
  render(<CommandButtons job={job} onCommand={onCommand} onRemove={() => undefined} />, document.body);
  return [...document.querySelectorAll('button')].map(
    (button) => button.getAttribute('aria-label') ?? button.textContent,
  );
}

test('a stored file can be deleted where the policy allows it, and its row not forgotten while that goes on', () => {
  expect(names(stored)).toEqual(['deleteFile', 'remove']);
  const { canRemove: _may, ...without } = stored;
  expect(names(without)).toEqual(['remove']);
  expect(names({ ...stored, removal: { stage: 'scheduled', untilMs: 1 } })).toEqual(['undoDeletion']);
  expect(names({ ...stored, removal: { stage: 'under-way' } })).toEqual([]);
  expect(names({ ...stored, removal: { stage: 'failed' } })).toEqual(['deleteFileAgain', 'remove']);
  expect(names({ ...stored, removal: { stage: 'done' } })).toEqual(['remove']);
});

test('the second click of a double click on “Delete” does not take it back, and the focus stays', () => {
  names(stored);
  const button = document.querySelector('button');
  button?.focus();
  button?.dispatchEvent(new MouseEvent('click', { detail: 1 }));
  names({ ...stored, removal: { stage: 'scheduled', untilMs: 1 } });
  expect(document.activeElement).toBe(button);
  button?.dispatchEvent(new MouseEvent('click', { detail: 2 }));
  expect(onCommand.mock.calls.map(([, command]) => command)).toEqual(['removal-requested']);
  button?.dispatchEvent(new MouseEvent('click', { detail: 1 }));
  expect(onCommand.mock.calls.at(-1)?.[1]).toBe('removal-undo-requested');
});
