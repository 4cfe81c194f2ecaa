import { Answer } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useCommand, useRoute, type Question } from '../shared/client.ts';
import '../shared/opinions.css';
import { local, moment, QuestionForm, type Typed } from './question-form.tsx';

/** /opinions/:id/edit: changes a draft. */
export default function EditPage() {
  const t = useWords('opinions');
  const { id = '' } = useParams();
  const asked = useRoute('GET /opinions/:id', { params: { id } });
  return (
    <>
      <PageHead title={t('desk.edit')} back={`/opinions/${id}`} />
      <Answer of={asked} rows={6}>
        {(one) => <Edit one={one} />}
      </Answer>
    </>
  );
}

function Edit({ one }: { one: Question }) {
  const t = useWords('opinions');
  const go = useNavigate();
  const toast = useToast();
  const { area, title, about, proposing, who } = one;
  const [value, setValue] = useState<Typed>({ area, title, about, proposing, who, statements: '', opensAt: local(one.opensAt), closesAt: local(one.closesAt) });
  const change = useCommand('PUT /opinions/:id', { refresh: ['GET /opinions'] });
  const save = async () => {
    const { statements: _, opensAt, closesAt, who: asked, ...rest } = value;
    try {
      await change.run({ params: { id: one.id }, body: { ...rest, opensAt: moment(opensAt), closesAt: moment(closesAt), ...(asked ? { who: asked } : {}) } });
    } catch {
      return;
    }
    toast(t('form.saved'));
    void go(`/opinions/${one.id}`);
  };
  return (
    <QuestionForm
      isNew={false}
      value={value}
      onChange={setValue}
      onSave={() => void save()}
      onCancel={() => void go(`/opinions/${one.id}`)}
      busy={change.isPending}
      error={change.error}
    />
  );
}
