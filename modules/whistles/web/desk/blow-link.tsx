import type { PartProps } from '@hezhi/matters/screens';
import { useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';

/** States in which the procedure of cases lets the street whistle (the server decides anyway). */
const states = new Set(['accepted', 'called', 'dispatched', 'handling']);

/** 街道吹哨 from a case, for whom it is and while it is possible. */
export default function BlowLink({ detail }: PartProps) {
  const t = useWords('whistles');
  const { can } = useSession();
  if (!can('whistles.blow') || !states.has(detail.matter.state)) return null;
  return (
    <Link className="hz-button" to={`/whistles/new?case=${detail.matter.id}`}>
      {t('blow.fromCase')}
    </Link>
  );
}
