import { newId } from '@hezhi/contract/light';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useDraft, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../shared/client.ts';
import { blankArticle, buildingsOf, CovenantForm, type Typed } from './covenant-form.tsx';

/** /covenants/new: the first edition of a covenant. */
export default function NewCovenantPage() {
  const t = useWords('covenants');
  const go = useNavigate();
  const toast = useToast();
  const { post } = useSession();
  const [id] = useState(newId);
  const [start] = useState<Typed>(() => ({
    area: post && post.area.length >= 12 ? post.area.slice(0, 12) : '',
    scope: 'compound',
    scope_name: '',
    title: '',
    sign_by: 'household',
    buildings: '',
    articles: [blankArticle()],
    note: '',
  }));
  const [value, setValue, clear] = useDraft<Typed>('covenants.new', start);
  const add = useCommand('POST /covenants', { refresh: ['GET /covenants'] });
  const save = async () => {
    const { note: _note, ...rest } = value;
    try {
      await add.run({ body: { ...rest, id, buildings: buildingsOf(value.buildings, []) ?? [] } });
    } catch {
      return;
    }
    clear();
    toast(t('saved'));
    void go(`/covenants/${id}`);
  };
  return (
    <>
      <PageHead title={t('new')} back="/covenants" />
      <CovenantForm value={value} onChange={setValue} error={add.error} busy={add.isPending} onSave={() => void save()} />
    </>
  );
}
