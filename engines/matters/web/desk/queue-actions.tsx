import { useToast } from '@hezhi/ui/desk';
import { Away, Problem, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../shared/client.ts';
import { csvOf, download, everyInboxRow, exportAddress } from './export.ts';
import type { QueueFilters, View } from './use-filters.ts';
import type { QueueRow } from './use-queue.ts';

function useCsv() {
  const t = useWords('matters');
  const say = useSay();
  const time = useTime();
  return (rows: readonly QueueRow[]) => {
    const head = ['number', 'matter', 'state', 'leg', 'owner', 'due', 'late', 'subject', 'area', 'channel', 'opened'].map((key) => t(`desk.column.${key}`));
    const lines = rows.map(({ matter, leg }) => {
      const due = leg?.dueAt ?? matter.dueAt;
      return [
        matter.number,
        matter.title,
        say(matter.stateName),
        leg ? say(leg.name) : '',
        leg?.owner.name ?? '',
        due ? time.exact(due) : '',
        t((leg ?? matter).overdue ? 'shared.yes' : 'shared.no'),
        say(matter.subjectName),
        matter.areaName,
        t(`shared.channel.${matter.channel}`, { defaultValue: matter.channel }),
        time.exact(matter.openedAt),
      ];
    });
    download(`${t('desk.export.file')}-${time.exact(Date.now()).slice(0, 10)}.csv`, csvOf(head, lines));
  };
}

/** The list as a file: what is shown, whole. */
export function ExportButton({ filters, view }: { filters: QueueFilters; view: View }) {
  const t = useWords('matters');
  const toast = useToast();
  const csv = useCsv();
  const { can } = useSession();
  const [busy, setBusy] = useState(false);
  if (!can('matters.export')) return null;
  if (view === 'all')
    return (
      <Button href={exportAddress(filters)} download>
        {t('desk.export.all')}
      </Button>
    );
  const run = async () => {
    setBusy(true);
    try {
      const rows = await everyInboxRow(filters);
      csv(rows);
      toast(t('desk.export.done', { count: rows.length }));
    } catch (error) {
      toast(error instanceof Problem ? error.detail : t(error instanceof Away ? 'desk.export.away' : 'desk.export.failed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={busy} onClick={() => void run()}>
      {t('desk.export.all')}
    </Button>
  );
}

/** What can be done with several at once: watch them, take them away as a file. */
export function BulkBar({ rows, onClear }: { rows: readonly QueueRow[]; onClear: () => void }) {
  const t = useWords('matters');
  const toast = useToast();
  const csv = useCsv();
  const { can } = useSession();
  const watch = useCommand('PUT /matters/:id/watch', { refresh: ['GET /inbox', 'GET /matters/:id'] });
  const [done, setDone] = useState<number | null>(null);
  if (rows.length === 0) return null;
  const ids = [...new Set(rows.map((row) => row.matter.id))];
  const run = async (on: boolean) => {
    setDone(0);
    let failed = 0;
    for (const [at, id] of ids.entries()) {
      try {
        await watch.run({ params: { id }, body: { on } });
      } catch {
        failed += 1;
      }
      setDone(at + 1);
    }
    setDone(null);
    toast(failed > 0 ? t('desk.bulk.failed', { count: failed }) : t(on ? 'desk.bulk.watched' : 'desk.bulk.unwatched', { count: ids.length }));
    if (failed === 0) onClear();
  };
  return (
    <div className="hzc-bulk hz-no-print" role="group" aria-label={t('desk.bulk.label')}>
      <strong className="hz-num" role="status">
        {done === null ? t('desk.bulk.picked', { count: ids.length }) : t('desk.bulk.progress', { done, count: ids.length })}
      </strong>
      <Button size="small" disabled={done !== null} onClick={() => void run(true)}>
        {t('desk.bulk.watch')}
      </Button>
      <Button size="small" disabled={done !== null} onClick={() => void run(false)}>
        {t('desk.bulk.unwatch')}
      </Button>
      {can('matters.export') ? (
        <Button size="small" onClick={() => csv(rows)}>
          {t('desk.bulk.export')}
        </Button>
      ) : null}
      <Button size="small" type="link" onClick={onClear}>
        {t('desk.bulk.clear')}
      </Button>
    </div>
  );
}
