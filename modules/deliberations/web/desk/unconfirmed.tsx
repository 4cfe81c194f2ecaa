import { Tag } from '@hezhi/ui';
import { useWords } from '@hezhi/web';

/** Beside a rule whose law was not at hand: its shares are unconfirmed, and whoever sets something up by it must look at the text. */
export function Unconfirmed() {
  const t = useWords('deliberations');
  return (
    <p role="note">
      <Tag tone="warn">{t('unconfirmed.tag')}</Tag> <strong>{t('unconfirmed.check')}</strong>
    </p>
  );
}
