import { keepGestures } from './own-gestures.ts';
import type { Point, Rectangle, Size } from './rectangle.ts';
import type { RegionTexts } from './screen-messages.ts';

// Runs in the page.

const CSS = `
dialog {
  position: fixed; inset: 0; box-sizing: border-box; width: 100%; height: 100%;
  max-width: none; max-height: none; margin: 0; padding: 0; border: 0; overflow: hidden;
  background: transparent; outline: 0; cursor: crosshair; user-select: none; touch-action: none;
}
dialog::backdrop { background: transparent; }
dialog * { position: absolute; pointer-events: none; }
.box { box-shadow: 0 0 0 1px #000, 0 0 0 200vmax rgb(0 0 0 / 50%); outline: 1px dashed #fff; }
.line { background: rgb(255 255 255 / 60%); }
.across { left: 0; width: 100%; height: 1px; }
.down { top: 0; width: 1px; height: 100%; }
.size, .help {
  padding: 4px 8px; border: 1px solid #888; border-radius: 4px; background: #111; color: #fff;
  font: 14px/1.4 system-ui, sans-serif; white-space: nowrap;
}
.help { top: 16px; left: 50%; max-width: 90%; box-sizing: border-box; transform: translateX(-50%);
  white-space: normal; text-align: center; }
.told { width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[hidden] { display: none; }
`;

/** How far from the region its size is written. */
const GAP = 6;
const LABEL_HEIGHT = 30;

/** What is drawn over a page while a region is chosen: a dialog, so that nothing of the page is above it. */
export interface OverlayDrawing {
  readonly dialog: HTMLDialogElement;
  /** @param pixels of the picture that a region would become */
  show(region: Rectangle | undefined, pixels: Size | undefined): void;
  point(at: Point): void;
  /** Tells those who don't see it. */
  announce(pixels: Size): void;
  isThere(): boolean;
  remove(): void;
}

export function drawOverlay(texts: RegionTexts): OverlayDrawing {
  const host = document.createElement('div');
  host.style.setProperty('all', 'initial', 'important');
  keepGestures(host);
  const shadow = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = CSS;
  const dialog = document.createElement('dialog');
  dialog.lang = texts.language;
  dialog.tabIndex = -1;
  dialog.setAttribute('aria-label', texts.title);
  dialog.setAttribute('aria-describedby', 'help');
  const add = (className: string): HTMLElement => {
    const element = document.createElement('div');
    element.className = className;
    dialog.append(element);
    return element;
  };
  const box = add('box');
  const across = add('line across');
  const down = add('line down');
  const size = add('size');
  const help = add('help');
  help.id = 'help';
  help.dir = 'auto';
  size.dir = 'auto';
  help.textContent = texts.help;
  const told = add('told');
  told.role = 'status';
  shadow.append(style, dialog);
  document.documentElement.append(host);
  dialog.showModal();
  dialog.focus();

  const inWords = (pixels: number) => new Intl.NumberFormat(texts.language).format(pixels);
  const written = ({ width, height }: Size) =>
    texts.size.replace('{width}', inWords(width)).replace('{height}', inWords(height));

  function show(region: Rectangle | undefined, pixels: Size | undefined): void {
    size.hidden = region === undefined;
    const { x, y, width, height } = region ?? { x: -1, y: -1, width: 0, height: 0 };
    place(box, { x, y }, { width, height });
    if (pixels !== undefined) size.textContent = written(pixels);
    const isRoomBelow = y + height + GAP + LABEL_HEIGHT <= dialog.clientHeight;
    place(size, { x, y: isRoomBelow ? y + height + GAP : Math.max(0, y - GAP - LABEL_HEIGHT) });
  }

  function point({ x, y }: Point): void {
    across.style.top = `${y}px`;
    down.style.left = `${x}px`;
    across.hidden = false;
    down.hidden = false;
  }

  across.hidden = true;
  down.hidden = true;
  show(undefined, undefined);

  return {
    dialog,
    show,
    point,
    announce(pixels) {
      told.textContent = written(pixels);
    },
    isThere: () => host.isConnected && dialog.open,
    remove() {
      // The focus goes back to where it was.
      if (dialog.open) dialog.close();
      host.remove();
    },
  };
}

function place(element: HTMLElement, { x, y }: Point, size?: Size): void {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
  if (size === undefined) return;
  element.style.width = `${size.width}px`;
  element.style.height = `${size.height}px`;
}
