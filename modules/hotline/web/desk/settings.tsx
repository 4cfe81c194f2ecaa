import { PageHead } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import './hotline.css';
import { Lines } from './lines.tsx';
import { Rules } from './rules.tsx';

/** /hotline/settings: lines with their keys, and who is called back. */
export default function Settings() {
  const t = useWords('hotline');
  return (
    <>
      <PageHead title={t('settings.title')} sub={t('settings.sub')} />
      <Lines />
      <Rules />
    </>
  );
}
