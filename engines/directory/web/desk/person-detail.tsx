import { Answer, Facts } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useRoute } from '../shared/client.ts';
import { AssignPost } from './assign-post.tsx';
import { PersonForm } from './person-form.tsx';
import { PostList } from './post-list.tsx';
import { Reveal } from './reveal.tsx';

/** One person: masked data that can be revealed for a purpose, posts, corrections. */
export function PersonDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('directory');
  const toast = useToast();
  const { can } = useSession();
  const person = useRoute('GET /people/:id', { params: { id } });
  const [open, setOpen] = useState<'edit' | 'assign' | null>(null);
  const grants = can('directory.manage_posts') || can('directory.manage_roles');
  return (
    <Panel title={person.data?.name ?? t('people.one')} extra={<Button onClick={onClose}>{t('close')}</Button>}>
      <Answer of={person}>
        {(one) => (
          <div className="dir-stack">
            <Facts
              items={[
                [t('people.name'), one.name],
                [t('people.phone'), one.phone ?? t('notGiven')],
                [t('people.identity'), one.identity_number ?? t('notGiven')],
                [t('people.language'), t(`language.${one.language}`)],
              ]}
            />
            {can('directory.reveal') && (one.phone || one.identity_number) ? (
              <Reveal id={one.id} phone={one.phone !== null} identity={one.identity_number !== null} />
            ) : null}
            {can('directory.manage_people') ? (
              <div className="hz-row">
                <Button onClick={() => setOpen('edit')}>{t('people.edit')}</Button>
              </div>
            ) : null}
            {one.area === null ? (
              <section>
                <div className="hz-row" style={{ justifyContent: 'space-between' }}>
                  <h3>{t('people.posts')}</h3>
                  {grants ? (
                    <Button size="small" onClick={() => setOpen('assign')}>
                      {t('posts.assign')}
                    </Button>
                  ) : null}
                </div>
                <PostList posts={one.posts} hide="person" />
              </section>
            ) : null}
            {open === 'edit' ? <PersonForm person={one} onClose={() => setOpen(null)} onSaved={() => toast(t('saved'))} /> : null}
            {open === 'assign' ? <AssignPost person={{ value: one.id, label: one.name }} onClose={() => setOpen(null)} /> : null}
          </div>
        )}
      </Answer>
    </Panel>
  );
}
