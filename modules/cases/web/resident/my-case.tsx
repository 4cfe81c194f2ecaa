import { Answer } from '@hezhi/ui';
import { PhonePage } from '@hezhi/ui/phone';
import { Problem, useLiveRefresh, useSay, useWords } from '@hezhi/web';
import { useParams } from 'react-router';
import { useCommand, useRoute } from '../shared/client.ts';
import { AskerCase } from './asker-case.tsx';
import { Stale } from './stale.tsx';
import './resident.css';

/** One of my cases. */
export default function MyCasePage() {
  const t = useWords('cases');
  const say = useSay();
  const { id = '' } = useParams();
  const asked = useRoute('GET /cases/:id', { params: { id } }, { keep: false });
  const step = useCommand('POST /matters/:id/steps', { refresh: ['GET /cases', 'GET /my/cases', 'GET /public'] });
  useLiveRefresh(['matters.'], ['GET /cases/:id']);
  const detail = asked.data;
  return (
    <PhonePage title={detail ? say(detail.case.category.name) : t('resident.case.title')} back="/mine">
      <Stale error={step.error} />
      <Answer of={asked} rows={8}>
        {(found) => (
          <AskerCase
            detail={found}
            token={null}
            take={async (key, data) => {
              try {
                await step.run({ params: { id }, body: { step: key, revision: found.matter.revision, data } });
              } catch (failure) {
                // Something happened meanwhile: the newest is shown, what was typed stays.
                if (failure instanceof Problem && failure.status === 409) void asked.refetch();
                throw failure;
              }
            }}
          />
        )}
      </Answer>
    </PhonePage>
  );
}
