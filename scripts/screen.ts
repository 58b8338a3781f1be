import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** A virtual screen with a hand: windows are drawn, and real key presses reach them. */
export interface Screen {
  readonly env: { readonly DISPLAY: string };
  /** Presses keys one after the other, by their X names, such as `Up` or `Return`. */
  press(...keys: readonly string[]): void;
  close(): void;
}

/** Whether this machine can have one: Xvfb and xdotool are installed. */
export function hasScreenTools(): boolean {
  return ['Xvfb', 'xdotool'].every((tool) => spawnSync('which', [tool]).status === 0);
}

/** Starts Xvfb on a free display. */
export async function startScreen(): Promise<Screen> {
  // Xvfb picks a free display number and writes it to the file descriptor given.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const output = server.stdio[3];
  if (output === null || output === undefined) throw new Error('Xvfb has no pipe');
  const [number]: unknown[] = await once(output, 'data');
  const env = { DISPLAY: `:${String(number).trim()}` };
  return {
    env,
    press: (...keys) => {
      for (const key of keys)
        spawnSync('xdotool', ['key', '--clearmodifiers', key], { env: { ...process.env, ...env } });
    },
    close: () => void server.kill(),
  };
}
