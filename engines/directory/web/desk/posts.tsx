import { Empty } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, type Column, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSay, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useList, useRoute } from '../shared/client.ts';
import { AssignPost } from './assign-post.tsx';
import './desk.css';
import { AreaPicker, OrgPicker, PersonPicker } from './pickers.tsx';
import { PostActions, PostTerm, type Post } from './post-list.tsx';

/** /admin/posts: who serves where, by territory, organisation, person, role. */
export default function Posts() {
  const t = useWords('directory');
  const say = useSay();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ area: '', org: '', person: '', role: '', ended: '' });
  const [assigning, setAssigning] = useState(false);
  const roles = useRoute('GET /roles', undefined, { fresh: 600_000 });
  const posts = useList('GET /posts', {
    query: {
      limit: 50,
      ended: filters.ended ? 'true' : 'false',
      ...(filters.area ? { area: filters.area } : {}),
      ...(filters.org ? { org: filters.org } : {}),
      ...(filters.person ? { person: filters.person } : {}),
      ...(filters.role ? { role: filters.role } : {}),
    },
  });
  const filtered = Object.values(filters).some(Boolean);
  const columns: Column<Post>[] = [
    { key: 'area', title: t('posts.area'), render: (one) => one.area_name },
    { key: 'role', title: t('posts.role'), render: (one) => <strong>{one.role_name}</strong> },
    { key: 'person', title: t('posts.person'), render: (one) => <Link to={`/admin/people?open=${one.person}`}>{one.person_name}</Link> },
    { key: 'org', title: t('posts.org'), render: (one) => <Link to={`/admin/organisations?open=${one.org}`}>{one.org_name}</Link> },
    { key: 'term', title: t('posts.termName'), from: 1000, render: (one) => <PostTerm post={one} /> },
    { key: 'do', title: t('doing'), from: 700, render: (one) => <PostActions post={one} /> },
  ];
  return (
    <>
      <PageHead
        title={t('posts.title')}
        sub={t('posts.sub')}
        actions={
          can('directory.manage_posts') || can('directory.manage_roles') ? (
            <Button type="primary" onClick={() => setAssigning(true)}>
              {t('posts.assign')}
            </Button>
          ) : null
        }
      />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          {
            key: 'role',
            kind: 'select',
            label: t('posts.role'),
            loading: roles.isPending,
            options: (roles.data?.items ?? [])
              .filter((one) => one.key !== 'visitor' && one.key !== 'resident')
              .map((one) => ({ value: one.key, label: say(one.words) })),
          },
          { key: 'ended', kind: 'switch', label: t('posts.withEnded') },
        ]}
        extra={
          <>
            <div style={{ width: 220 }}>
              <AreaPicker label={t('posts.area')} allowClear value={filters.area} onChange={(area) => set({ area: area ?? '' })} />
            </div>
            <div style={{ width: 220 }}>
              <OrgPicker label={t('posts.org')} {...(filters.org ? { value: filters.org } : {})} onChange={(org) => set({ org: org ?? '' })} />
            </div>
            <div style={{ width: 180 }}>
              <PersonPicker
                label={t('posts.person')}
                {...(filters.person ? { value: filters.person } : {})}
                onChange={(person) => set({ person: person ?? '' })}
              />
            </div>
          </>
        }
      />
      <DataTable
        name={t('posts.title')}
        columns={columns}
        {...tableOf(posts)}
        empty={<Empty title={t('posts.none')} why={t(filtered ? 'noMatch' : 'posts.noneWhy')} />}
      />
      {assigning ? <AssignPost onClose={() => setAssigning(false)} /> : null}
    </>
  );
}
