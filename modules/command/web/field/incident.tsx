import { PhonePage } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { useParams } from 'react-router';
import { IncidentBody } from '../shared/incident.tsx';

/** An emergency on the phone. */
export default function IncidentPage() {
  const t = useWords('command');
  const { id = '' } = useParams();
  return (
    <PhonePage title={t('incident.title')}>
      <IncidentBody id={id} taskPath={(item) => `/task/${item}`} matterPath={null} />
    </PhonePage>
  );
}
