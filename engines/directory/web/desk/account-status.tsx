import { Tag } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import type { Reply } from '../shared/client.ts';

/** Status as a word and a shape. */
export function AccountStatus({ status }: { status: Reply<'GET /accounts/:id'>['status'] }) {
  const t = useWords('directory');
  return (
    <Tag tone={status === 'active' ? 'good' : status === 'locked' ? 'warn' : 'neutral'} icon={status === 'locked' ? 'pause' : undefined}>
      {t(`accounts.status.${status}`)}
    </Tag>
  );
}
