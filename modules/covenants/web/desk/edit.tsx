import { Answer } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { buildingsOf, CovenantForm, linesOf, type Typed } from './covenant-form.tsx';

/** /covenants/:id/edit: another edition; the former ones stay. */
export default function EditCovenantPage() {
  const t = useWords('covenants');
  const id = useParams()['id'] ?? '';
  const asked = useRoute('GET /covenants/:id', { params: { id } });
  return (
    <>
      <PageHead title={t('edit')} back={`/covenants/${id}`} />
      <Answer of={asked} rows={8}>
        {(detail) => <Edit key={detail.revision} detail={detail} />}
      </Answer>
    </>
  );
}

function Edit({ detail }: { detail: Reply<'GET /covenants/:id'> }) {
  const t = useWords('covenants');
  const go = useNavigate();
  const toast = useToast();
  const { area, scope, scope_name, title, sign_by, articles, buildings } = detail;
  const [value, setValue] = useState<Typed>({ area, scope, scope_name, title, sign_by, articles, buildings: linesOf(buildings), note: '' });
  const save = useCommand('PUT /covenants/:id/draft', { refresh: ['GET /covenants'] });
  const run = async () => {
    const body = {
      revision: detail.revision,
      title: value.title,
      sign_by: value.sign_by,
      buildings: buildingsOf(value.buildings, buildings) ?? [],
      articles: value.articles,
      note: value.note,
    };
    try {
      await save.run({ params: { id: detail.id }, body });
    } catch {
      return;
    }
    toast(t('saved'));
    void go(`/covenants/${detail.id}`);
  };
  return <CovenantForm fixed known={buildings} value={value} onChange={setValue} error={save.error} busy={save.isPending} onSave={() => void run()} />;
}
