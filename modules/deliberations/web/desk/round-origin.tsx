import type { PartProps } from '@hezhi/matters/screens';
import { useMarks, useSession, useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';

/** On the page of a case or topic that a round raised: from which round it came, for those who see its body. Nothing at all elsewhere. */
export default function RoundOrigin({ detail }: PartProps) {
  const { can } = useSession();
  return can('deliberations.read') || can('deliberations.organise') || can('deliberations.manage_bodies') ? <Origin matter={detail.matter.id} /> : null;
}

function Origin({ matter }: { matter: string }) {
  const t = useWords('deliberations');
  const time = useTime();
  const marks = useMarks();
  const round = useRoute('GET /deliberation-rounds/of/:matter', { params: { matter } }, { fresh: 600_000 }).data?.round;
  if (!round) return null;
  return (
    <p>
      {t('rounds.from')}
      {marks.colon}
      <Link to={`/bodies/${round.body}`}>{[round.bodyName, round.route, time.moment(round.at)].join(' · ')}</Link>
    </p>
  );
}
