import { useSession } from '@hezhi/web';

const all = ['progress', 'task', 'deadline', 'alert', 'news'] as const;
export type Category = (typeof all)[number];
const residents: readonly Category[] = ['progress', 'alert', 'news'];

/** What this person may be told of: tasks and deadlines are for who holds a post. */
export function useCategories(): readonly Category[] {
  const { posts } = useSession();
  return posts.length > 0 ? all : residents;
}
