import { Answer, type PickedPhoto } from '@hezhi/ui';
import { PageHead, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { contentOf, PostingForm, typedOf, type Typed } from './posting-form.tsx';

type Detail = Reply<'GET /publicity/postings/:id'>;

/** /postings/:id/edit: the draft, or a correction of what stands. */
export default function PostingEditPage() {
  const t = useWords('publicity');
  const id = useParams()['id'] ?? '';
  const asked = useRoute('GET /publicity/postings/:id', { params: { id } });
  return (
    <>
      <PageHead title={t(asked.data && asked.data.version > 0 ? 'postings.correct' : 'postings.edit')} back={`/postings/${id}`} />
      <Answer of={asked} rows={8}>
        {(detail) => <Edit key={detail.revision} detail={detail} />}
      </Answer>
    </>
  );
}

function Edit({ detail }: { detail: Detail }) {
  const t = useWords('publicity');
  const go = useNavigate();
  const toast = useToast();
  const shown = detail.versions[0]?.content;
  const former = detail.draft ?? (shown ? { ...shown, files: shown.files.map((file) => file.id) } : null);
  const files = detail.draft ? detail.draftFiles : (shown?.files ?? []);
  const [value, setValue] = useState<Typed>({
    area: detail.area,
    class: detail.class,
    period: detail.period_of ?? '',
    days: String(detail.days),
    note: detail.note ?? '',
    restart: detail.restart,
    ...typedOf(former),
  });
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>(
    files.map((file) => ({ key: file.id, id: file.id, url: file.thumb, file: null, share: 1, failed: false })),
  );
  const save = useCommand('PUT /publicity/postings/:id', { refresh: ['GET /publicity/postings'] });
  const run = async () => {
    const days = value.days === '' ? {} : { days: Number(value.days) };
    const body = {
      revision: detail.revision,
      content: contentOf(value, photos),
      period_of: value.period || null,
      note: value.note,
      restart: value.restart,
      ...days,
    };
    try {
      await save.run({ params: { id: detail.id }, body });
    } catch {
      return;
    }
    toast(t('postings.saved'));
    void go(`/postings/${detail.id}`);
  };
  return (
    <PostingForm
      fixed
      correcting={detail.version > 0}
      value={value}
      onChange={setValue}
      photos={photos}
      onPhotos={setPhotos}
      error={save.error}
      busy={save.isPending}
      onSave={() => void run()}
    />
  );
}
