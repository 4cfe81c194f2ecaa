import { useSay } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';

/** Categories whose name or code a search finds: each opens the queue narrowed by it. */
export default function FoundCategories({ q }: { q: string }) {
  const say = useSay();
  const tree = useRoute('GET /case-categories', {}, { fresh: 600_000 });
  const low = q.toLowerCase();
  return (tree.data?.groups ?? [])
    .flatMap((group) => [{ code: group.code, name: group.name }, ...group.leaves])
    .filter((one) => say(one.name).toLowerCase().includes(low) || one.code.toLowerCase() === low)
    .slice(0, 12)
    .map((one) => (
      <li key={one.code}>
        <Link className="hzc-chip" to={`/matters?view=all&subject=${one.code}`}>
          {say(one.name)}
        </Link>
      </li>
    ));
}
