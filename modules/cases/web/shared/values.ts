import { useSay, useTime, useWords } from '@hezhi/web';
import { useCallback } from 'react';
import { useRoute, type MatterDetail, type StepField } from './client.ts';

/** Names of owners that a matter shows, by post and by organisation: what was typed holds ids only. */
export function ownerNames(detail: Pick<MatterDetail, 'legs'>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const leg of detail.legs)
    for (const owner of [leg.owner, leg.offer?.to]) {
      if (owner?.post) names.set(owner.post, owner.name);
      else if (owner?.org) names.set(owner.org, owner.name);
    }
  return names;
}

type Known = { owners?: ReadonlyMap<string, string> };

/**
 * `text(field, value, known)`: what was typed into a step, in words; null when there is nothing to say (photographs, empty fields, owners
 * whose name is not known). Categories are named by the public tree, which is asked for when `subjects` is true.
 */
export function useFieldText(subjects = false): (field: StepField, value: unknown, known?: Known) => string | null {
  const say = useSay();
  const time = useTime();
  const t = useWords('cases');
  const tree = useRoute('GET /case-categories', {}, { enabled: subjects, fresh: 600_000 });
  const groups = tree.data?.groups;
  return useCallback(
    (field, value, known) => {
      if (value === undefined || value === null || value === '' || field.type === 'photos') return null;
      const plain = typeof value === 'string' ? value : JSON.stringify(value);
      const option = (key: unknown) => {
        const found = field.options?.find((one) => one.value === key);
        return found ? say(found.label) : String(key);
      };
      switch (field.type) {
        case 'number':
          return field.key === 'score' ? t('shared.score', { count: Number(value) }) : time.count(Number(value));
        case 'choice':
          return option(value);
        case 'choices':
          return Array.isArray(value) && value.length > 0 ? value.map(option).join(t('shared.comma')) : null;
        case 'boolean':
          return t(value === true ? 'shared.yes' : 'shared.no');
        case 'date':
          return time.day(plain);
        case 'moment':
          return time.moment(plain);
        case 'owner': {
          const { org, post } = value as { org?: string; post?: string | null };
          return (post ? known?.owners?.get(post) : undefined) ?? (org ? known?.owners?.get(org) : undefined) ?? null;
        }
        case 'subject': {
          const leaf = groups?.flatMap((group) => group.leaves).find((one) => one.code === value);
          return leaf ? say(leaf.name) : groups ? plain : null;
        }
        case 'place':
          return typeof value === 'object' ? ((value as { area?: string }).area ?? null) : null;
        default:
          return plain;
      }
    },
    [say, time, t, groups],
  );
}
