import { newId } from '@hezhi/contract/light';
import type { PickedPhoto } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useDraft, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useCommand } from '../shared/client.ts';
import { contentOf, PostingForm, typedOf, type Typed } from './posting-form.tsx';

/** /postings/new: a draft; the address may name class, area and period (from the list of what is due). */
export default function PostingNewPage() {
  const t = useWords('publicity');
  const go = useNavigate();
  const toast = useToast();
  const { post } = useSession();
  const [asked] = useSearchParams();
  const [id] = useState(newId);
  const start: Typed = {
    area: asked.get('area') ?? (post && post.area.length >= 12 ? post.area.slice(0, 12) : ''),
    class: asked.get('class') ?? 'affairs',
    period: asked.get('period') ?? '',
    days: '',
    note: '',
    restart: false,
    ...typedOf(null),
  };
  const [value, setValue, clear] = useDraft<Typed>(`publicity.posting.${asked.get('class') ?? ''}.${asked.get('period') ?? ''}`, start);
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([]);
  const add = useCommand('POST /publicity/postings', { refresh: ['GET /publicity/postings'] });
  const save = async () => {
    const days = value.days === '' ? {} : { days: Number(value.days) };
    try {
      await add.run({ body: { id, area: value.area, class: value.class, period_of: value.period || null, ...days, content: contentOf(value, photos) } });
    } catch {
      return;
    }
    clear();
    toast(t('postings.saved'));
    void go(`/postings/${id}`);
  };
  return (
    <>
      <PageHead title={t('postings.new')} sub={t('postings.newSub')} back="/postings" />
      <PostingForm value={value} onChange={setValue} photos={photos} onPhotos={setPhotos} error={add.error} busy={add.isPending} onSave={() => void save()} />
    </>
  );
}
