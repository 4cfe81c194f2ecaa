import { Empty } from '@hezhi/ui';
import { Card, ListMore, PhonePage } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { useList } from '../shared/client.ts';
import { StateTag, useStateSentence } from '../shared/state.tsx';
import '../shared/ballots.css';

/** /collect: ballots of my territory that are open now. */
export default function CollectPage() {
  const t = useWords('ballots');
  const sentence = useStateSentence();
  const list = useList('GET /ballots', { query: { state: 'open', limit: 20 } });
  return (
    <PhonePage title={t('nav.collect')}>
      <p className="hz-small">{t('collect.what')}</p>
      <ListMore
        list={list}
        label={t('nav.collect')}
        empty={<Empty title={t('collect.none')} why={t('collect.noneWhy')} />}
        render={(one) => (
          <Card to={`/collect/${one.id}`}>
            <p>
              <strong>{one.title}</strong>
            </p>
            <p className="hz-small">
              <StateTag state={one.state} /> {sentence(one)}
            </p>
          </Card>
        )}
      />
    </PhonePage>
  );
}
