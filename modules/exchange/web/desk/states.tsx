import { Tag } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useRoute, type Endpoint, type Message } from '../shared/client.ts';

const tones = { queued: 'info', failed: 'warn', sent: 'info', acknowledged: 'good', dead: 'late', dropped: 'neutral' } as const;

/** State of a message in a word; what came and was refused is called so. */
export function MessageState({ message }: { message: Pick<Message, 'state' | 'direction' | 'held'> }) {
  const t = useWords('exchange');
  const key = message.direction === 'in' ? (message.state === 'failed' ? 'refused' : 'done') : message.held ? 'held' : message.state;
  const tone = message.direction === 'in' ? (message.state === 'failed' ? 'warn' : 'good') : message.held ? 'neutral' : tones[message.state];
  return <Tag tone={tone}>{t(`state.${key}`)}</Tag>;
}

/** How an endpoint is: paused, resting after failures, with dead letters, or well. */
export function EndpointState({ endpoint }: { endpoint: Pick<Endpoint, 'active' | 'restsUntil' | 'dead' | 'failures'> }) {
  const t = useWords('exchange');
  const time = useTime();
  if (!endpoint.active) return <Tag tone="neutral">{t('endpoint.paused')}</Tag>;
  if (endpoint.restsUntil) return <Tag tone="late">{t('endpoint.resting', { at: time.moment(endpoint.restsUntil) })}</Tag>;
  if (endpoint.dead > 0) return <Tag tone="late">{t('endpoint.hasDead', { count: endpoint.dead })}</Tag>;
  if (endpoint.failures > 0) return <Tag tone="warn">{t('endpoint.failing', { count: endpoint.failures })}</Tag>;
  return <Tag tone="good">{t('endpoint.well')}</Tag>;
}

/** A type of message in words: those of bodies by their own, those of webhooks by the kind of matter; an unknown one by its key. */
export function useTypeName(): (type: string) => string {
  const t = useWords('exchange');
  const topicName = useTopicName();
  return (type) => {
    if (/^hezhi\.ping\.v\d+$/.test(type)) return t('type.ping');
    const [, thing = '', verb = ''] = /^hezhi\.([a-z0-9_]+)\.([a-z0-9_]+)\.v\d+$/.exec(type) ?? [];
    const known = t(`type.${thing}_${verb}`, { defaultValue: '' });
    return known || (['opened', 'stepped', 'closed'].includes(verb) ? topicName(`${thing}.${verb}`) : type);
  };
}

/** A topic in words: kind of matter and what happened to it. */
export function useTopicName(): (topic: string) => string {
  const t = useWords('exchange');
  const say = useSay();
  const kinds = useRoute('GET /matters/kinds', undefined, { fresh: 600_000 });
  return (topic) => {
    const [kind = '', end = ''] = topic.split('.');
    const known = kinds.data?.items.find((one) => one.kind === kind);
    return t('hooks.topicOf', { kind: known ? say(known.name) : kind, end: t(`topic.${end}`) });
  };
}
