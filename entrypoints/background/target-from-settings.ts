import type { Naming, PageFacts } from '../../lib/core/job.ts';
import { asksFor, DEFAULT_NAME_TEMPLATE } from '../../lib/core/name-template.ts';
import { treatsPictures } from '../../lib/core/picture-options.ts';
import type { Target } from '../../lib/engine/file-adder.ts';
import { uploadGuard } from '../../lib/engine/upload-guard.ts';
import { nextNumber } from '../../lib/platform/name-counter.ts';
import type { Settings } from '../../lib/protocol/settings.ts';

/**
 * Where an upload that begins now goes, and how. Rejects when its name needs a number and none can be had.
 * @param page that it was captured from
 */
export async function targetFromSettings(settings: Settings, page?: PageFacts): Promise<Target> {
  const { store, upload: options, guard, nameTemplate, pictures } = settings;
  return {
    store,
    options,
    guard: uploadGuard(guard),
    ...(nameTemplate !== DEFAULT_NAME_TEMPLATE && { naming: await namingBy(nameTemplate, page) }),
    ...(treatsPictures(pictures) && { pictures }),
  };
}

async function namingBy(template: string, page: PageFacts | undefined): Promise<Naming> {
  const counter = asksFor(template, 'counter') ? await nextNumber() : undefined;
  // Of a page nothing is kept that no name needs.
  const namesPage = asksFor(template, 'host') || asksFor(template, 'title');
  return {
    template,
    ...(counter !== undefined && { counter }),
    ...(page !== undefined && namesPage && { page }),
  };
}
