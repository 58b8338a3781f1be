import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

interface IconButtonProps {
  readonly icon: IconName;
  /** Its name, which is a tooltip as well: the icon alone is not known to everybody. */
  readonly label: string;
  onClick(): void;
}

/** A button that has room for an icon only. */
export function IconButton({ icon, label, onClick }: IconButtonProps) {
  return (
    <button type="button" class="quiet icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
