import { PageHead } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { MyDuty } from '../shared/mine.tsx';

/** 我的班次 on the desk. */
export default function MinePage() {
  const t = useWords('duty');
  return (
    <div style={{ maxWidth: 760 }}>
      <PageHead title={t('mine.title')} back="/duty" />
      <MyDuty />
    </div>
  );
}
