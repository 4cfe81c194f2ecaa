import { Tag } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import type { MatterDetail } from '../shared/client.ts';

/** Matters that this one was born of, waits for or repeats, each with its sentence. */
export function Links({ links }: { links: MatterDetail['links'] }) {
  const t = useWords('matters');
  const say = useSay();
  if (links.length === 0) return null;
  return (
    <section>
      <h3>{t('desk.links.title')}</h3>
      <ul className="hzc-links">
        {links.map((link) => (
          <li key={link.id}>
            <span className="hz-small">{t(`desk.links.meaning.${link.meaning}.${link.direction}`, { defaultValue: t(`desk.links.${link.direction}`) })}</span>{' '}
            <Link to={`/matters/${link.id}`}>{link.title}</Link> <span className="hz-small hz-num">{link.number}</span> <Tag>{say(link.stateName)}</Tag>
            <p className="hz-small">{link.sentence}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
