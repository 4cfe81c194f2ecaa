import { PhonePage } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { MyDuty } from '../shared/mine.tsx';

/** 我的班次 on the phone. */
export default function MinePage() {
  const t = useWords('duty');
  return (
    <PhonePage title={t('mine.title')}>
      <MyDuty />
    </PhonePage>
  );
}
