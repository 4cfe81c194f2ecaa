import { Empty, Failure, Tag, useConfirm, useToast, type Tone } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, type Column, tableOf } from '@hezhi/ui/desk';
import { useFilters, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useCommand, useList, type Reply } from '../shared/client.ts';

type One = Reply<'GET /notices/deliveries'>['items'][number];
const states = ['queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'] as const;
const channels = ['sms', 'wechat', 'email', 'webhook'] as const;
const tones: Record<One['state'], Tone> = { queued: 'neutral', sending: 'info', sent: 'good', failed: 'warn', unknown: 'warn', skipped: 'neutral' };

/** A day's beginning in China as a moment. */
const dayStart = (day: string, plus = 0): string => new Date(Date.parse(`${day}T00:00:00+08:00`) + plus * 86_400_000).toISOString();

/** /admin/notice-log: what went out about this territory, and what did not. */
export default function Log() {
  const t = useWords('notices');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const [filters, set, reset] = useFilters({ state: '', channel: '', days: [], matter: '' });
  const [from, to] = filters.days;
  const state = states.find((one) => one === filters.state);
  const channel = channels.find((one) => one === filters.channel);
  const list = useList(
    'GET /notices/deliveries',
    {
      query: {
        limit: 50,
        ...(state ? { state } : {}),
        ...(channel ? { channel } : {}),
        ...(filters.matter ? { matter: filters.matter } : {}),
        ...(from && to ? { from: dayStart(from), to: dayStart(to, 1) } : {}),
      },
    },
    { every: 15_000 },
  );
  const resend = useCommand('POST /notices/deliveries/:id/resend', { refresh: ['GET /notices/deliveries'] });
  const again = async (one: One) => {
    const effect = t(one.state === 'unknown' ? 'log.resendUnknown' : 'log.resendEffect', { to: one.to || one.recipient, channel: t(`channel.${one.channel}`) });
    if (!(await confirm({ title: t('log.resendTitle'), effect, yes: t('log.resend'), danger: one.state === 'unknown' }))) return;
    await resend.run({ params: { id: one.id } }).then(
      () => toast(t('log.queued')),
      () => undefined,
    );
  };
  const columns: Column<One>[] = [
    { key: 'created', title: t('log.created'), width: 130, render: (one) => <span title={time.exact(one.created)}>{time.moment(one.created)}</span> },
    {
      key: 'title',
      title: t('log.what'),
      render: (one) => (
        <>
          {one.matter ? <Link to={`/matters/${one.matter}`}>{one.title}</Link> : one.title}
          <div className="hz-small">{t(`category.${one.category}`)}</div>
        </>
      ),
    },
    { key: 'channel', title: t('log.channel'), width: 90, render: (one) => t(`channel.${one.channel}`) },
    {
      key: 'to',
      title: t('log.to'),
      from: 700,
      render: (one) => (
        <>
          {one.recipient} <span className="hz-num">{one.to}</span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('log.state'),
      render: (one) => (
        <>
          <Tag tone={tones[one.state]}>{t(`state.${one.state}`)}</Tag>
          {one.reason ? <div className="hz-small">{t(`reason.${one.reason}`, { defaultValue: one.reason })}</div> : null}
          {one.next && one.reason ? <div className="hz-small">{t('log.next', { at: time.moment(one.next) })}</div> : null}
        </>
      ),
    },
    { key: 'reference', title: t('log.reference'), from: 1200, render: (one) => <span className="hz-small">{one.reference ?? '—'}</span> },
    { key: 'attempts', title: t('log.attempts'), number: true, width: 70, from: 1000, render: (one) => one.attempts },
    {
      key: 'resend',
      title: t('log.do'),
      width: 90,
      render: (one) =>
        one.resend ? (
          <Button
            size="small"
            onClick={(event) => {
              event.stopPropagation();
              void again(one);
            }}
          >
            {t('log.resend')}
          </Button>
        ) : null,
    },
  ];
  const filtered = Boolean(state || channel || filters.matter || filters.days.length);
  return (
    <>
      <PageHead title={t('log.title')} sub={t('log.sub')} />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          { key: 'state', kind: 'select', label: t('log.state'), options: states.map((value) => ({ value, label: t(`state.${value}`) })) },
          { key: 'channel', kind: 'select', label: t('log.channel'), options: channels.map((value) => ({ value, label: t(`channel.${value}`) })) },
          { key: 'days', kind: 'days', label: t('log.days') },
        ]}
      />
      <Failure error={resend.error} />
      <DataTable
        name={t('log.title')}
        columns={columns}
        {...tableOf(list)}
        empty={<Empty title={t('log.none')} why={t(filtered ? 'log.noneMatch' : 'log.noneWhy')} />}
      />
    </>
  );
}
