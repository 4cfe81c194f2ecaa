import { Empty, Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, type Reply } from '../shared/client.ts';
import { TermForm } from './term-form.tsx';

export type Post = Reply<'GET /posts'>['items'][number];

/** Posts of a person or an organisation, each with its term and what may be done with it. */
export function PostList({ posts, hide }: { posts: readonly Post[]; hide: 'person' | 'org' }) {
  const t = useWords('directory');
  if (posts.length === 0) return <Empty title={t(hide === 'person' ? 'posts.noneOfPerson' : 'posts.noneOfOrg')} why={t('posts.noneWhy')} />;
  return (
    <ul className="dir-rows">
      {posts.map((post) => (
        <li key={post.id}>
          <div>
            <strong>{post.role_name}</strong>{' '}
            {hide === 'person' ? (
              <Link to={`/admin/organisations?open=${post.org}`}>{post.org_name}</Link>
            ) : (
              <Link to={`/admin/people?open=${post.person}`}>{post.person_name}</Link>
            )}
            <p className="hz-small">
              {post.area_name} · <PostTerm post={post} />
            </p>
          </div>
          <PostActions post={post} />
        </li>
      ))}
    </ul>
  );
}

/** From when, until when. */
export function PostTerm({ post }: { post: Post }) {
  const t = useWords('directory');
  const time = useTime();
  return (
    <span className="hz-num">
      {post.to ? t('posts.term', { from: time.day(post.from), to: time.day(post.to) }) : t('posts.open', { from: time.day(post.from) })}
    </span>
  );
}

/** Change the term, end the post; nobody changes one’s own. */
export function PostActions({ post }: { post: Post }) {
  const t = useWords('directory');
  const confirm = useConfirm();
  const toast = useToast();
  const { can, person } = useSession();
  const end = useCommand('DELETE /posts/:id');
  const [term, setTerm] = useState(false);
  const [now] = useState(() => Date.now());
  const over = post.to !== null && Date.parse(post.to) <= now;
  if (over || post.person === person?.id || !(can('directory.manage_posts') || can('directory.manage_roles'))) return null;
  const askEnd = async () => {
    const sure = await confirm({
      title: t('posts.endOf', { person: post.person_name, role: post.role_name }),
      effect: t('posts.endEffect'),
      yes: t('posts.end'),
      danger: true,
    });
    if (sure)
      await end.run({ params: { id: post.id }, query: { version: post.version } }).then(
        () => toast(t('posts.ended')),
        () => undefined,
      );
  };
  return (
    <div className="hz-row">
      <Button size="small" onClick={() => setTerm(true)} aria-label={`${t('posts.changeTerm')}: ${post.person_name}, ${post.role_name}`}>
        {t('posts.changeTerm')}
      </Button>
      <Button
        size="small"
        danger
        loading={end.isPending}
        onClick={() => void askEnd()}
        aria-label={`${t('posts.end')}: ${post.person_name}, ${post.role_name}`}
      >
        {t('posts.end')}
      </Button>
      <Failure error={end.error} />
      {term ? <TermForm post={post} onClose={() => setTerm(false)} /> : null}
    </div>
  );
}
