import { t } from '../lib/ui/translate.ts';

/** Our name, as the heading of a page. */
export function Brand() {
  return (
    <h1 class="brand">
      <img src="/icon/48.png" alt="" />
      {t('extensionName')}
    </h1>
  );
}
