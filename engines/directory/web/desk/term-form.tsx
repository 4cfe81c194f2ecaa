import { useToast, FormModal } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Form } from 'antd';
import { useState } from 'react';
import { useCommand } from '../shared/client.ts';
import { DayInput } from './day-input.tsx';
import type { Post } from './post-list.tsx';

/** A day of the term's end (inclusive) as a moment: midnight after it in China; null stays open. */
export const endOfDay = (day: string | undefined | null): string | null =>
  day ? new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000).toISOString() : null;
/** The day on which a term ends, for the date field. */
export const dayOfEnd = (moment: string | null): string => (moment ? new Date(Date.parse(moment) - 1 + 8 * 3_600_000).toISOString().slice(0, 10) : '');

/** Until when a post is held; empty: open. */
export function TermForm({ post: given, onClose }: { post: Post; onClose: () => void }) {
  const t = useWords('directory');
  const [post] = useState(given);
  const toast = useToast();
  const change = useCommand('PATCH /posts/:id');
  return (
    <FormModal<{ to?: string }>
      draft={`directory.term.${post.id}.${post.version}`}
      title={t('posts.termOf', { person: post.person_name, role: post.role_name })}
      effect={t('posts.termEffect')}
      yes={t('save')}
      start={{ to: dayOfEnd(post.to) }}
      onSubmit={async ({ to }) => {
        await change.run({ params: { id: post.id }, body: { to: endOfDay(to), version: post.version } });
        toast(t('saved'));
      }}
      onClose={onClose}
    >
      <Form.Item name="to" label={t('posts.to')} extra={t('posts.toHint')}>
        <DayInput label={t('posts.to')} />
      </Form.Item>
    </FormModal>
  );
}
