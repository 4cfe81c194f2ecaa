import { newId } from '@hezhi/contract/light';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useDraft, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../shared/client.ts';
import { DayForm, timesOf, type Typed } from './day-form.tsx';

const start: Typed = { studio: '', deputies: [], starts: '', ends: '', slot: '20', ways: ['onsite'], place: '', online: '', topic: '' };

/** /deputies/day/new */
export default function NewDayPage() {
  const t = useWords('deputies');
  const go = useNavigate();
  const toast = useToast();
  const [id] = useState(newId);
  const [value, setValue, clear] = useDraft<Typed>('deputies.day', start);
  const add = useCommand('POST /deputies/receptions', { refresh: ['GET /deputies'] });
  const save = async () => {
    try {
      await add.run({ body: { ...timesOf(value), id } });
    } catch {
      return;
    }
    clear();
    toast(t('saved'));
    void go(`/deputies/day/${id}`);
  };
  return (
    <>
      <PageHead title={t('day.new')} back="/deputies" />
      <DayForm value={value} onChange={setValue} error={add.error} busy={add.isPending} onSave={() => void save()} />
    </>
  );
}
