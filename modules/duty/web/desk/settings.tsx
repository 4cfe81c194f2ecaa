import { Failure, Loading } from '@hezhi/ui';
import { PageHead, useConfirm, useToast } from '@hezhi/ui/desk';
import { useDraft, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useCommand, useRoute, type Roster } from '../shared/client.ts';
import type { Typed } from './form-state.ts';
import { RosterForm } from './roster-form.tsx';

/** Shifts, rules and members of a roster; closing it. */
export default function SettingsPage() {
  const { id = '' } = useParams();
  const found = useRoute('GET /duty/rosters/:id', { params: { id } });
  if (!found.data) return found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Loading rows={10} />;
  // With another version of the record the form begins anew: an old draft never covers what somebody else changed.
  return <Settings key={found.data.version} roster={found.data} />;
}

function Settings({ roster }: { roster: Roster }) {
  const t = useWords('duty');
  const go = useNavigate();
  const toast = useToast();
  const confirm = useConfirm();
  const back = `/duty/rosters/${roster.id}`;
  const { name, phone, public: open, shifts, rules, members } = roster;
  const start: Typed = { name, phone, public: open, shifts, rules, members: members.map((one) => one.post) };
  const [value, setValue, clear] = useDraft<Typed>(`duty.roster.${roster.id}.${roster.version}`, start);
  const save = useCommand('PUT /duty/rosters/:id', { refresh: ['GET /duty'] });
  const end = useCommand('POST /duty/rosters/:id/end', { refresh: ['GET /duty'] });
  const send = async () => {
    try {
      await save.run({ params: { id: roster.id }, body: { ...value, version: roster.version } });
    } catch {
      return;
    }
    clear();
    toast(t('form.saved'));
    void go(back);
  };
  const close = async () => {
    if (!(await confirm({ title: t('form.end'), effect: t('form.endEffect'), yes: t('form.end'), danger: true }))) return;
    try {
      const { removed } = await end.run({ params: { id: roster.id }, body: { version: roster.version } });
      toast(t('form.ended', { n: removed }));
      void go('/duty');
    } catch {
      // Shown below.
    }
  };
  return (
    <>
      <PageHead
        title={t('form.title')}
        sub={`${roster.name} · ${roster.orgName}`}
        back={back}
        actions={
          <Button danger loading={end.isPending} onClick={() => void close()}>
            {t('form.end')}
          </Button>
        }
      />
      {end.error ? <Failure error={end.error} /> : null}
      <RosterForm
        org={roster.org}
        value={value}
        onChange={setValue}
        onSave={() => void send()}
        onCancel={() => {
          clear();
          void go(back);
        }}
        busy={save.isPending}
        error={save.error}
      />
    </>
  );
}
