import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Builds the Chromium extension; what the build prints goes to stderr. @returns the folder to load it from */
export async function buildExtension(root: string): Promise<string> {
  const wxt = join(root, 'node_modules/wxt/bin/wxt.mjs');
  const child = spawn(process.execPath, [wxt, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error('the extension could not be built');
  return join(root, '.output/chrome-mv3');
}
