import { Answer } from '@hezhi/ui';
import { PhonePage } from '@hezhi/ui/phone';
import { Problem, useLiveRefresh, useSay, useWords } from '@hezhi/web';
import { useParams } from 'react-router';
import { useCommand, useRoute } from '../shared/client.ts';
import { KindFacts, KindParts } from '../shared/parts.tsx';
import { AskerMatter } from './asker-matter.tsx';
import { Stale } from './stale.tsx';

/** One of my matters, of whatever kind. */
export default function MyMatterPage() {
  const t = useWords('matters');
  const say = useSay();
  const { id = '' } = useParams();
  const asked = useRoute('GET /matters/:id', { params: { id } }, { keep: false });
  const step = useCommand('POST /matters/:id/steps');
  useLiveRefresh(['matters.'], ['GET /matters/:id']);
  const detail = asked.data;
  return (
    <PhonePage title={detail ? say(detail.matter.subjectName) : t('resident.title')} back="/mine">
      <Stale error={step.error} />
      <Answer of={asked} rows={8}>
        {(found) => (
          <AskerMatter
            detail={found}
            token={null}
            facts={<KindFacts detail={found} />}
            after={<KindParts detail={found} />}
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
