import { ExportSettings } from './export-settings.tsx';
import { ImportSettings } from './import-settings.tsx';
import type { SectionProps } from './options-section.ts';

/** Settings to and from a file. */
export function SettingsFileSection({ settings, save }: SectionProps) {
  return (
    <>
      <ExportSettings settings={settings} today={() => new Date()} />
      <ImportSettings settings={settings} save={save} />
    </>
  );
}
