import { Answer, Facts, Failure, Tag } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand, useList, useRoute } from '../shared/client.ts';
import { AssignPost } from './assign-post.tsx';
import { OrgForm } from './organisation-form.tsx';
import { PostList } from './post-list.tsx';

/** One organisation: where it stands, who serves in it, what lies below it. */
export function OrgDetail({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const t = useWords('directory');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const { can } = useSession();
  const org = useRoute('GET /organisations/:id', { params: { id } });
  const below = useList('GET /organisations', { query: { parent: id, limit: 50 } });
  const end = useCommand('DELETE /organisations/:id');
  const [open, setOpen] = useState<'edit' | 'assign' | null>(null);
  const grants = can('directory.manage_posts') || can('directory.manage_roles');
  return (
    <Panel title={org.data?.name ?? t('orgs.one')} extra={<Button onClick={() => onOpen('')}>{t('close')}</Button>}>
      <Answer of={org}>
        {(one) => {
          const standing = one.valid_to === null;
          const askEnd = async () => {
            const sure = await confirm({ title: t('orgs.endOf', { name: one.name }), effect: t('orgs.endEffect'), yes: t('orgs.end'), danger: true });
            if (sure)
              await end.run({ params: { id }, query: { version: one.version } }).then(
                () => toast(t('orgs.endedNow')),
                () => undefined,
              );
          };
          return (
            <div className="dir-stack">
              {standing ? null : <Tag>{t('orgs.endedOn', { at: one.valid_to })}</Tag>}
              <Facts
                items={[
                  [t('orgs.kind'), one.kind_name],
                  [t('orgs.short'), one.short_name === one.name ? null : one.short_name],
                  [t('orgs.area'), one.area_name],
                  [
                    t('orgs.parent'),
                    one.parent ? (
                      <Button key="parent" type="link" size="small" style={{ padding: 0 }} onClick={() => onOpen(one.parent!)}>
                        {one.parent_name}
                      </Button>
                    ) : null,
                  ],
                  [t('orgs.phone'), one.phone],
                  [t('orgs.since'), time.day(one.valid_from)],
                ]}
              />
              {can('directory.manage_organisations') && standing ? (
                <div className="hz-row">
                  <Button onClick={() => setOpen('edit')}>{t('orgs.edit')}</Button>
                  <Button danger loading={end.isPending} onClick={() => void askEnd()}>
                    {t('orgs.end')}
                  </Button>
                </div>
              ) : null}
              <Failure error={end.error} />
              <section>
                <div className="hz-row" style={{ justifyContent: 'space-between' }}>
                  <h3>{t('orgs.posts', { count: one.posts.length })}</h3>
                  {grants && standing ? (
                    <Button size="small" onClick={() => setOpen('assign')}>
                      {t('posts.assign')}
                    </Button>
                  ) : null}
                </div>
                <PostList posts={one.posts} hide="org" />
              </section>
              {below.items.length > 0 ? (
                <section>
                  <h3>{t('orgs.below')}</h3>
                  <div className="dir-children">
                    {below.items.map((child) => (
                      <Button key={child.id} size="small" onClick={() => onOpen(child.id)}>
                        {child.name}
                      </Button>
                    ))}
                    {below.hasMore ? (
                      <Button size="small" type="link" onClick={below.more}>
                        {t('more')}
                      </Button>
                    ) : null}
                  </div>
                </section>
              ) : null}
              {open === 'edit' ? <OrgForm org={one} onClose={() => setOpen(null)} onSaved={() => toast(t('saved'))} /> : null}
              {open === 'assign' ? <AssignPost org={{ value: one.id, label: one.name, area: one.area }} onClose={() => setOpen(null)} /> : null}
            </div>
          );
        }}
      </Answer>
    </Panel>
  );
}
