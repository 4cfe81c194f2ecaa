import { Answer, Facts, Failure } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useCommand, useRoute } from '../shared/client.ts';
import { AccountStatus } from './account-status.tsx';
import type { Once } from './once-code.tsx';
import { PostList } from './post-list.tsx';

/** One account: whose, what it may do, and what an administrator or security officer may do with it. */
export function AccountDetail({ id, onClose, onOnce }: { id: string; onClose: () => void; onOnce: (once: Once) => void }) {
  const t = useWords('directory');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const { can, person } = useSession();
  const account = useRoute('GET /accounts/:id', { params: { id } });
  const stale = { refresh: ['GET /accounts'] };
  const lock = useCommand('POST /accounts/:id/lock', stale);
  const unlock = useCommand('POST /accounts/:id/unlock', stale);
  const reset = useCommand('POST /accounts/:id/recovery', stale);
  const end = useCommand('DELETE /accounts/:id/sessions', stale);
  const busy = lock.isPending || unlock.isPending || reset.isPending || end.isPending;
  // The command keeps its failure; it is shown below.
  const quietly = (work: Promise<unknown>, told: string) => void work.then(() => toast(told)).catch(() => undefined);
  return (
    <Panel title={account.data?.name ?? t('accounts.one')} extra={<Button onClick={onClose}>{t('close')}</Button>}>
      <Answer of={account}>
        {(one) => {
          const own = one.person === person?.id;
          const askLock = async () => {
            const said = await confirm({
              title: t('accounts.lockOf', { name: one.name }),
              effect: t('accounts.lockEffect', { name: one.person_name, count: one.posts }),
              danger: true,
              yes: t('accounts.lock'),
              ask: { label: t('reason'), required: true, max: 200 },
            });
            if (said) quietly(lock.run({ params: { id }, body: { reason: said.text } }), t('accounts.locked'));
          };
          const askReset = async () => {
            const said = await confirm({
              title: t('accounts.resetOf', { name: one.name }),
              effect: t('accounts.resetEffect'),
              yes: t('accounts.reset'),
              ask: { label: t('reason'), required: true, max: 200 },
            });
            if (!said) return;
            const made = await reset.run({ params: { id }, body: { reason: said.text } }).catch(() => null);
            if (made) onOnce({ account: one.name, person: one.person_name, code: made.recovery, expires: made.expires });
          };
          const askEnd = async () => {
            const sure = await confirm({ title: t('accounts.endOf', { name: one.name }), effect: t('accounts.endEffect'), yes: t('accounts.end') });
            if (sure) quietly(end.run({ params: { id } }), t('accounts.ended'));
          };
          return (
            <div className="dir-stack">
              <Facts
                items={[
                  [
                    t('accounts.person'),
                    can('directory.read_people') ? (
                      <Link key="person" to={`/admin/people?open=${one.person}`}>
                        {one.person_name}
                      </Link>
                    ) : (
                      one.person_name
                    ),
                  ],
                  [t('accounts.statusName'), <AccountStatus key="status" status={one.status} />],
                  [t('accounts.kindName'), t(`accounts.kind.${one.kind}`)],
                  [t('accounts.phone'), one.phone],
                  [t('accounts.factor'), t(one.second_factor ? 'yes' : 'no')],
                  [t('accounts.created'), time.moment(one.created)],
                  [t('accounts.seen'), one.last_seen ? time.moment(one.last_seen) : t('accounts.never')],
                ]}
              />
              {own ? (
                <p className="dir-note">{t('accounts.own')}</p>
              ) : (
                <div className="hz-row">
                  {one.status === 'locked' ? (
                    <Button type="primary" disabled={busy} onClick={() => quietly(unlock.run({ params: { id } }), t('accounts.unlocked'))}>
                      {t('accounts.unlock')}
                    </Button>
                  ) : one.status === 'active' ? (
                    <Button danger disabled={busy} onClick={() => void askLock()}>
                      {t('accounts.lock')}
                    </Button>
                  ) : null}
                  {can('directory.manage_accounts') && one.status === 'active' ? (
                    <Button disabled={busy} onClick={() => void askReset()}>
                      {t('accounts.reset')}
                    </Button>
                  ) : null}
                  <Button disabled={busy} onClick={() => void askEnd()}>
                    {t('accounts.end')}
                  </Button>
                </div>
              )}
              <Failure error={lock.error ?? unlock.error ?? reset.error ?? end.error} />
              {one.kind === 'staff' ? (
                <section>
                  <h3>{t('accounts.posts')}</h3>
                  <PostList posts={one.held} hide="person" />
                </section>
              ) : null}
            </div>
          );
        }}
      </Answer>
    </Panel>
  );
}
