import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

interface IconLinkProps {
  readonly icon: IconName;
  /** Its name, which is a tooltip as well. */
  readonly label: string;
  /** Of the web. */
  readonly href: string;
}

/** A link to another page that has room for an icon only. */
export function IconLink({ icon, label, href }: IconLinkProps) {
  return (
    <a
      class="button quiet icon-link"
      href={href}
      aria-label={label}
      title={label}
      target="_blank"
      rel="noreferrer"
    >
      <Icon name={icon} />
    </a>
  );
}
