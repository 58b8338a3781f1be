import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface MenuItem {
  readonly key: string;
  readonly label: string;
  onChoose(): void;
}

interface MenuButtonProps {
  /** The name of the button, which may show an icon only. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly children: ComponentChildren;
}

/**
 * A button with a menu below it, by the pattern of the ARIA Authoring Practices: arrow keys, Home and End move in it, a
 * letter goes to the next item that begins with it, Escape and a choice close it and give the focus back.
 */
export function MenuButton({ label, items, children }: MenuButtonProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Which item has the focus when the menu opens: the last, when it was opened by ArrowUp. */
  const first = useRef<'first' | 'last'>('first');

  // Before anything else is pressed: Escape on the button would close the whole popup.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const shown = itemsIn(root.current);
    const start = shown.at(first.current === 'first' ? 0 : -1);
    start?.focus();
    root.current?.querySelector('[role=menu]')?.scrollIntoView({ block: 'nearest' });
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);

  function open(from: 'first' | 'last'): void {
    first.current = from;
    setOpen(true);
  }

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onMenuKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else if (!move(itemsIn(root.current), event.key)) return;
    if (event.key !== 'Tab') event.preventDefault();
    // A dialog or a popup around it would close as well.
    event.stopPropagation();
  }

  return (
    <div ref={root} class="menu-button">
      <button
        ref={button}
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => (isOpen ? setOpen(false) : open('first'))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          open(event.key === 'ArrowDown' ? 'first' : 'last');
        }}
      >
        {children}
      </button>
      {isOpen && (
        <div id={id} role="menu" tabIndex={-1} aria-label={label} class="menu" onKeyDown={onMenuKey}>
          {items.map(({ key, label: text, onChoose }) => (
            <button
              key={key}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                onChoose();
              }}
            >
              {text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function itemsIn(root: HTMLElement | null): readonly HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
}

/** @returns whether the key moves the focus in a menu */
function move(items: readonly HTMLElement[], key: string): boolean {
  const { activeElement } = document;
  const here = activeElement instanceof HTMLElement ? items.indexOf(activeElement) : -1;
  const next = nextOf(items, here, key);
  next?.focus();
  return next !== undefined;
}

function nextOf(items: readonly HTMLElement[], here: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(here + 1) % items.length];
    case 'ArrowUp':
      return items.at(here <= 0 ? -1 : here - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default: {
      if (key.length !== 1) return undefined;
      const rotated = [...items.slice(here + 1), ...items.slice(0, here + 1)];
      return rotated.find(({ textContent }) =>
        textContent.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()),
      );
    }
  }
}
