import { useRef } from 'preact/hooks';

/** The highest value that was shown in an era: what falls meanwhile, as when the background was restarted, stays. */
export function useHighest(value: number, era: number): number {
  const shown = useRef({ era, value });
  if (shown.current.era !== era || value > shown.current.value) shown.current = { era, value };
  return shown.current.value;
}
