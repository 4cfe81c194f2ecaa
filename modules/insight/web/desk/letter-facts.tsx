import { Answer, Facts } from '@hezhi/ui';
import { addressOf, useSay, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link } from 'react-router';
import { client } from '../shared/client.ts';

/** What stands in a letter, on its page: number, unit, text, the matters as they are now, the paper. */
export default function LetterFacts({ detail }: { detail: { matter: { id: string } } }) {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const { id } = detail.matter;
  const letter = client.useRoute('GET /insight/letters/:id', { params: { id } });
  return (
    <Answer of={letter} rows={4}>
      {(data) => (
        <>
          <Facts
            items={[
              [t('letters.number'), data.number],
              [t('letters.to'), data.orgName],
              [t('letters.from'), data.issuer],
              [t('letters.at'), time.moment(data.issuedAt)],
              [t('letters.due'), time.day(`${data.answerBy}T12:00:00+08:00`)],
            ]}
          />
          <p>{data.body}</p>
          <ul>
            {data.matters.map((one) => (
              <li key={one.id}>
                <Link to={`/matters/${one.id}`}>{`${one.number} ${one.title}`}</Link> {say(one.stateName)}
              </li>
            ))}
          </ul>
          <Button className="hz-no-print" href={addressOf('GET /insight/letters/:id/letter.pdf', { params: { id } })} target="_blank" rel="noopener">
            {t('letters.print')}
          </Button>
        </>
      )}
    </Answer>
  );
}
