import { newId } from '@hezhi/contract/light';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useDraft, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../shared/client.ts';
import '../shared/opinions.css';
import { lines, local, moment, QuestionForm, type Typed } from './question-form.tsx';

const DAY = 86_400_000;
/** The next full hour, and two weeks from it. */
const period = (): Pick<Typed, 'opensAt' | 'closesAt'> => {
  const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  return { opensAt: local(new Date(hour).toISOString()), closesAt: local(new Date(hour + 14 * DAY).toISOString()) };
};

/** /opinions/new: a draft, published from its page. */
export default function NewPage() {
  const t = useWords('opinions');
  const go = useNavigate();
  const toast = useToast();
  const { post } = useSession();
  const [id] = useState(newId);
  const [value, setValue, clear] = useDraft<Typed>('opinions.new', {
    area: post?.area ?? '',
    title: '',
    about: '',
    proposing: true,
    who: '',
    statements: '',
    ...period(),
  });
  const create = useCommand('POST /opinions', { refresh: ['GET /opinions'] });
  const save = async () => {
    const { statements, opensAt, closesAt, area, who, ...rest } = value;
    try {
      await create.run({
        body: {
          ...rest,
          id,
          opensAt: moment(opensAt),
          closesAt: moment(closesAt),
          statements: lines(statements),
          ...(area ? { area } : {}),
          ...(who ? { who } : {}),
        },
      });
    } catch {
      // Told below the form; what was typed stays.
      return;
    }
    clear();
    toast(t('form.saved'));
    void go(`/opinions/${id}`);
  };
  return (
    <>
      <PageHead title={t('desk.new')} back="/opinions" />
      <QuestionForm
        isNew
        value={value}
        onChange={setValue}
        onSave={() => void save()}
        onCancel={() => void go('/opinions')}
        busy={create.isPending}
        error={create.error}
      />
    </>
  );
}
