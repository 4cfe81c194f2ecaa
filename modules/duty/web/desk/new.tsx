import { newId } from '@hezhi/contract/light';
import { Field } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useDraft, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, useRoute } from '../shared/client.ts';
import { begin, type Typed } from './form-state.ts';
import { RosterForm } from './roster-form.tsx';

/** A new roster of the own organisation or of one of the territory. */
export default function NewRosterPage() {
  const t = useWords('duty');
  const go = useNavigate();
  const toast = useToast();
  const { post } = useSession();
  const [id] = useState(newId);
  const [org, setOrg] = useState(post?.org ?? '');
  const [value, setValue, clear] = useDraft<Typed>('duty.roster.new', begin([t('form.dayShift'), t('form.nightShift')]));
  const orgs = useRoute('GET /organisations', { query: { limit: 100, ...(post ? { area: post.area } : {}) } });
  const add = useCommand('POST /duty/rosters', { refresh: ['GET /duty'] });
  const save = async () => {
    try {
      await add.run({ body: { ...value, id, org } });
    } catch {
      return;
    }
    clear();
    toast(t('form.saved'));
    void go(`/duty/rosters/${id}`);
  };
  return (
    <>
      <PageHead title={t('form.titleNew')} back="/duty" />
      <RosterForm
        org={org}
        value={value}
        onChange={setValue}
        onSave={() => void save()}
        onCancel={() => void go('/duty')}
        busy={add.isPending}
        error={add.error}
        head={
          <Field label={t('form.org')} required>
            {(attributes) => (
              <select
                {...attributes}
                className="hz-input"
                value={org}
                onChange={(event) => {
                  setOrg(event.target.value);
                  setValue({ ...value, members: [] });
                }}
              >
                {post && !orgs.data?.items.some((one) => one.id === post.org) ? <option value={post.org}>{post.org_name}</option> : null}
                {orgs.data?.items.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        }
      />
    </>
  );
}
