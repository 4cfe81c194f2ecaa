import { Failure, Loading } from '@hezhi/ui';
import { PageHead } from '@hezhi/ui/desk';
import { useLiveRefresh, useWords } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';
import { CallPanels } from './call-panels.tsx';
import './hotline.css';
import { Waiting } from './waiting.tsx';

/** /hotline: what rings, the call that I have, and who calls; every job by keyboard. */
export default function Intake() {
  const t = useWords('hotline');
  // The telephone rings without anybody touching the page: hints bring it at once, asking again is the safety net.
  const board = useRoute('GET /hotline/board', {}, { every: 10_000, fresh: 2_000 });
  useLiveRefresh(['hotline.'], ['GET /hotline/board']);
  return (
    <>
      <PageHead title={t('intake.title')} sub={t('intake.keys')} />
      {board.error && !board.data ? <Failure error={board.error} retry={() => void board.refetch()} /> : null}
      {board.isPending ? <Loading rows={8} /> : null}
      {board.data ? (
        <div className="hzl-columns" data-call={board.data.call ? '' : undefined}>
          <Waiting board={board.data} />
          <CallPanels key={board.data.call?.id ?? 'none'} call={board.data.call} />
        </div>
      ) : null}
    </>
  );
}
