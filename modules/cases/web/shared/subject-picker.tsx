import { Failure } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useRoute } from './client.ts';

type Attributes = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; required: boolean };

/** A category of the tree, by groups, in the device's own list (which phones show full screen); empty means: as it is. */
export function SubjectPicker({
  attributes,
  district,
  value,
  onChange,
  current,
}: {
  attributes: Attributes;
  district: string;
  value: string;
  onChange: (code: string | undefined) => void;
  /** The category it has now: said in the empty choice. */
  current: string | null;
}) {
  const t = useWords('cases');
  const say = useSay();
  const tree = useRoute('GET /case-categories', { query: { district } }, { fresh: 600_000 });
  const groups = tree.data?.groups ?? [];
  const now = groups.flatMap((group) => group.leaves).find((leaf) => leaf.code === current);
  return (
    <>
      <select {...attributes} className="hz-input" value={value} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{now ? t('shared.subject.keep', { name: say(now.name) }) : t('shared.subject.choose')}</option>
        {groups.map((group) => (
          <optgroup key={group.code} label={say(group.name)}>
            {group.leaves
              .filter((leaf) => leaf.code !== current)
              .map((leaf) => (
                <option key={leaf.code} value={leaf.code}>
                  {say(leaf.name)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {tree.error ? <Failure error={tree.error} retry={() => void tree.refetch()} /> : null}
    </>
  );
}
