import { Facts, Tag } from '@hezhi/ui';
import { Panel } from '@hezhi/ui/desk';
import type { PartProps } from '@hezhi/matters/screens';
import { useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';

/** In a matter's page: the other systems it is shared with, their order and what they want. Nothing where there is none. */
export default function MatterPart({ detail }: PartProps) {
  const t = useWords('exchange');
  const time = useTime();
  const ties = useRoute('GET /exchange/matters/:id', { params: { id: detail.matter.id } }, { fresh: 30_000 });
  const items = ties.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={t('tie.title')}>
      {items.map((one) => (
        <Facts
          key={one.id}
          items={[
            [t('message.endpoint'), one.name],
            [t('message.order'), one.order],
            [t('tie.kind'), one.kind ? t(`orderKind.${one.kind}`) : null],
            [t('tie.deadline'), one.deadline ? time.exact(one.deadline) : null],
            [
              t('tie.delivery'),
              one.dead > 0 ? (
                <Tag key="dead" tone="late">
                  {t('endpoint.hasDead', { count: one.dead })}
                </Tag>
              ) : (
                <Tag key="told" tone={one.waiting > 0 ? 'info' : 'good'}>
                  {t(one.waiting > 0 ? 'tie.waiting' : 'tie.told')}
                </Tag>
              ),
            ],
            [
              t('tie.photos'),
              one.photosDead > 0 ? (
                <Tag key="photos" tone="late">
                  {t('photo.lost', { count: one.photosDead })}
                </Tag>
              ) : one.photosWaiting > 0 ? (
                <Tag key="photos" tone="info">
                  {t('photo.coming', { count: one.photosWaiting })}
                </Tag>
              ) : null,
            ],
            [
              t('tie.traffic'),
              <Link key="traffic" to={`/exchange/messages?q=${detail.matter.number}`}>
                {t('tie.open')}
              </Link>,
            ],
          ]}
        />
      ))}
    </Panel>
  );
}
