import { Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Space } from 'antd';
import { useNavigate } from 'react-router';
import { useCommand, type Question } from '../shared/client.ts';

const refresh = ['GET /opinions'] as const;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** What may be done with a question; each says its effect before it happens. */
export function Actions({ one }: { one: Question }) {
  const t = useWords('opinions');
  const time = useTime();
  const go = useNavigate();
  const toast = useToast();
  const confirm = useConfirm();
  const { can } = useSession();
  const publish = useCommand('POST /opinions/:id/publish', { refresh });
  const end = useCommand('POST /opinions/:id/end', { refresh });
  const drop = useCommand('DELETE /opinions/:id', { refresh });
  const hand = useCommand('POST /opinions/:id/deliberation', { refresh });
  if (!can('opinions.manage')) return null;
  const params = { id: one.id };
  const quiet = (work: Promise<unknown>, done: string, after?: () => void): Promise<void> =>
    work.then(
      () => {
        toast(done);
        after?.();
      },
      () => undefined,
    );
  const onPublish = async () => {
    const effect = t('desk.publishEffect', { area: one.areaName, from: time.moment(one.opensAt), to: time.moment(one.closesAt) });
    if (await confirm({ title: t('desk.publishTitle'), effect, yes: t('desk.publish') })) await quiet(publish.run({ params }), t('desk.published'));
  };
  const onEnd = async () => {
    const given = await confirm({
      title: t('desk.endTitle'),
      effect: t('desk.endEffect', { n: one.people }),
      yes: t('desk.end'),
      danger: true,
      ask: { label: t('desk.endWhy'), hint: t('desk.endWhyHint'), required: true, max: 300 },
    });
    if (given) await quiet(end.run({ params, body: { reason: given.text } }), t('desk.ended'));
  };
  const onDrop = async () => {
    if (await confirm({ title: t('desk.dropTitle'), effect: t('desk.dropEffect'), yes: t('desk.drop'), danger: true }))
      await quiet(drop.run({ params }), t('desk.dropped'), () => void go('/opinions'));
  };
  const onHand = async () => {
    const given = await confirm({
      title: t('desk.handTitle'),
      effect: t('desk.handEffect'),
      yes: t('desk.hand'),
      ask: { label: t('desk.handWhich'), hint: t('desk.handWhichHint'), required: true, max: 300, start: one.deliberation ?? '' },
    });
    if (!given) return;
    const deliberation = uuid.exec(given.text)?.[0];
    if (deliberation === undefined) return toast(t('desk.handNoId'));
    await quiet(hand.run({ params, body: { deliberation } }), t('desk.handedOver'));
  };
  return (
    <Space wrap className="hz-no-print">
      {one.state === 'draft' ? (
        <>
          <Button type="primary" loading={publish.isPending} onClick={() => void onPublish()}>
            {t('desk.publish')}
          </Button>
          <Button onClick={() => void go(`/opinions/${one.id}/edit`)}>{t('desk.edit')}</Button>
          <Button danger loading={drop.isPending} onClick={() => void onDrop()}>
            {t('desk.drop')}
          </Button>
        </>
      ) : null}
      {one.state === 'open' || one.state === 'announced' ? (
        <Button danger loading={end.isPending} onClick={() => void onEnd()}>
          {t('desk.end')}
        </Button>
      ) : null}
      {one.state !== 'draft' && one.votes > 0 ? (
        <Button loading={hand.isPending} onClick={() => void onHand()}>
          {t('desk.hand')}
        </Button>
      ) : null}
      <Failure error={publish.error ?? end.error ?? drop.error ?? hand.error} />
    </Space>
  );
}
