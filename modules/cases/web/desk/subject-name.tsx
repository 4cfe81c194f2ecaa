import { useSay } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';

/** The name of a category or group; its code while the tree is not there. */
export default function SubjectName({ code }: { code: string }) {
  const say = useSay();
  const tree = useRoute('GET /case-categories', {}, { fresh: 600_000 });
  const groups = tree.data?.groups ?? [];
  const found = [...groups, ...groups.flatMap((group) => group.leaves)].find((one) => one.code === code);
  return found ? say(found.name) : code;
}
