import { PageHead } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { useParams } from 'react-router';
import { IncidentBody } from '../shared/incident.tsx';

/** An emergency on the desk. */
export default function IncidentPage() {
  const t = useWords('command');
  const { id = '' } = useParams();
  return (
    <div className="cmd" style={{ maxWidth: 980 }}>
      <PageHead title={t('incident.title')} back="/command/incidents" />
      <IncidentBody id={id} taskPath={(item) => `/matters/${item}`} matterPath={(matter) => `/matters/${matter}`} />
    </div>
  );
}
