import { h } from 'preact';
import { type IconName, icons } from './icons.ts';

/**
 * A small drawing in the colour of the text beside it. It says nothing to screen readers: what it stands for is in the
 * text, or in the `aria-label` of the button around it.
 */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {icons[name].map(([shape, attributes], index) => h(shape, { key: index, ...attributes }))}
    </svg>
  );
}
