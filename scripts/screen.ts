import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** A virtual screen with a hand: windows are drawn, and real key presses reach them. */
export interface Screen {
  readonly env: { readonly DISPLAY: string };
  /**
   * Does something that opens a window (a menu, a prompt, a notification).
   * @returns the middle of it, once it stands still: some slide in
   */
  openWindow(open: () => unknown): Promise<ScreenPlace>;
  /** Presses keys one after the other, by their X names, such as `Up` or `Return`. */
  press(...keys: readonly string[]): void;
  /** Drags with the mouse from one place of the screen to another, in steps as a hand does. */
  drag(from: ScreenPlace, to: ScreenPlace): Promise<void>;
  click(at: ScreenPlace): void;
  close(): void;
}

/** In pixels from the upper left corner of the screen. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
}

const WIDTH = 1280;
const HEIGHT = 1000;
/** Of a window that has gone in the meantime, nothing is a number. */
const isOnScreen = ({ x, y }: ScreenPlace) => x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT;

const DRAG_STEPS = 12;
/** Between two steps: a drag has begun, or has reached a window, only once the browser has seen it move. */
const DRAG_STEP_MS = 80;

/** Between two looks at the windows, and how many of them have to find one at the same place. */
const LOOK_MS = 50;
const STILL_LOOKS = 5;
const OPEN_LIMIT_MS = 20_000;

/** Whether this machine can have one: Xvfb and xdotool are installed. */
export function hasScreenTools(): boolean {
  return ['Xvfb', 'xdotool'].every((tool) => spawnSync('which', [tool]).status === 0);
}

/** Starts Xvfb on a free display. */
export async function startScreen(): Promise<Screen> {
  // Xvfb picks a free display number and writes it to the file descriptor given.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${WIDTH}x${HEIGHT}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const output = server.stdio[3];
  if (output === null || output === undefined) throw new Error('Xvfb has no pipe');
  const [number]: unknown[] = await once(output, 'data');
  const env = { DISPLAY: `:${String(number).trim()}` };
  const xdotool = (...args: readonly string[]) =>
    spawnSync('xdotool', args, { env: { ...process.env, ...env }, encoding: 'utf8' }).stdout;
  const windows = () => xdotool('search', '--onlyvisible', '--name', '.*').trim().split('\n');
  function middleOf(window: string): ScreenPlace {
    const geometry = xdotool('getwindowgeometry', '--shell', window);
    const fact = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(geometry)?.[1]);
    return { x: fact('X') + fact('WIDTH') / 2, y: fact('Y') + fact('HEIGHT') / 2 };
  }

  return {
    env,
    async openWindow(open) {
      const before = windows();
      open();
      let seen = '';
      let looks = 0;
      for (const deadlineMs = Date.now() + OPEN_LIMIT_MS; Date.now() <= deadlineMs; await wait(LOOK_MS)) {
        const opened = windows().find((window) => !before.includes(window));
        const at = opened === undefined ? undefined : middleOf(opened);
        const now = `${opened} ${at?.x} ${at?.y}`;
        looks = now === seen ? looks + 1 : 1;
        seen = now;
        if (at !== undefined && isOnScreen(at) && looks >= STILL_LOOKS) return at;
      }
      throw new Error('no window has opened');
    },
    press: (...keys) => {
      for (const key of keys) xdotool('key', '--clearmodifiers', key);
    },
    async drag(from, to) {
      const moveTo = (part: number) => {
        const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
        xdotool('mousemove', String(Math.round(x)), String(Math.round(y)));
        return wait(DRAG_STEP_MS);
      };
      await moveTo(0);
      xdotool('mousedown', '1');
      for (let step = 0; step <= DRAG_STEPS; step++) await moveTo(step / DRAG_STEPS);
      // The place where it ends must have heard of it, too, before the button is let go.
      for (let again = 0; again < 5; again++) await moveTo(1);
      xdotool('mouseup', '1');
    },
    click: ({ x, y }) =>
      void xdotool('mousemove', String(Math.round(x)), String(Math.round(y)), 'click', '1'),
    close: () => void server.kill(),
  };
}
