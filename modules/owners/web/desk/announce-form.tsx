import type { Share } from '@hezhi/ballots/screens/desk';
import { newId } from '@hezhi/contract/light';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useCommand, voteKeys, type Vote } from '../shared/client.ts';

type Typed = { opens: string; closes: string; secrecy?: 'open' | 'secret' | 'receipt'; keepers?: string; need?: number };
/** A moment in China for a `datetime-local` field, the next full hour. */
const local = (at: number): string => new Date(Math.ceil(at / 3_600_000) * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 16);

/** Announces a vote, or its second round: when it opens and closes, checked against the notice of the law. */
export function AnnounceForm({
  vote,
  again,
  onShares,
  onClose,
}: {
  vote: Vote;
  again: boolean;
  onShares: (shares: readonly Share[]) => void;
  onClose: () => void;
}) {
  const t = useWords('owners');
  const time = useTime();
  const needed = useNeeded();
  const toast = useToast();
  const [id] = useState(newId);
  const announce = useCommand('POST /owners-votes/:id/announce', { refresh: voteKeys });
  const second = useCommand('POST /owners-votes/:id/second-round', { refresh: voteKeys });
  const earliest = Date.parse(vote.earliest);
  return (
    <FormModal<Typed>
      draft={`owners.announce.${vote.id}.${vote.state}`}
      title={t(again ? 'work.again' : 'work.announce')}
      effect={t('announce.effect', { days: vote.rule.noticeDays })}
      yes={t('work.announce')}
      width={600}
      start={{ opens: local(earliest), closes: local(earliest + 14 * 86_400_000), secrecy: 'receipt', need: 2 }}
      onClose={onClose}
      onSubmit={async (typed) => {
        const names = (typed.keepers ?? '')
          .split(/[、,，\n]/)
          .map((one) => one.trim())
          .filter(Boolean);
        const times = {
          id,
          opensAt: `${typed.opens}:00+08:00`,
          closesAt: `${typed.closes}:00+08:00`,
          keepers: names.length >= 2 && typed.secrecy !== 'open' ? { need: Math.min(typed.need ?? 2, names.length), names } : null,
        };
        const params = { id: vote.id };
        const { shares } = again
          ? await second.run({ params, body: times })
          : await announce.run({ params, body: { ...times, secrecy: typed.secrecy ?? 'receipt' } });
        if (times.keepers) onShares(shares);
        toast(t('announce.done'));
      }}
    >
      {(form) => (
        <>
          <Form.Item name="opens" label={t('announce.opens')} rules={[needed]} extra={t('announce.earliest', { at: time.exact(earliest) })}>
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item
            name="closes"
            label={t('announce.closes')}
            dependencies={['opens']}
            rules={[
              needed,
              {
                validator: async (_, text?: string) =>
                  text && text <= (form.getFieldValue('opens') as string) ? Promise.reject(new Error(t('announce.wrong'))) : undefined,
              },
            ]}
          >
            <Input type="datetime-local" />
          </Form.Item>
          {again ? null : (
            <Form.Item name="secrecy" label={t('announce.secrecy')} rules={[needed]}>
              <Radio.Group
                options={(['receipt', 'secret', 'open'] as const).map((value) => ({ value, label: t(`announce.secrecies.${value}`) }))}
                style={{ display: 'grid', gap: 8 }}
              />
            </Form.Item>
          )}
          <Form.Item
            name="keepers"
            label={t('announce.keepers')}
            extra={t('announce.keepersHint')}
            rules={[
              {
                validator: async (_, text?: string) =>
                  (text ?? '').split(/[、,，\n]/).filter((one) => one.trim()).length === 1 ? Promise.reject(new Error(t('announce.two'))) : undefined,
              },
            ]}
          >
            <Input maxLength={400} />
          </Form.Item>
          <Form.Item name="need" label={t('announce.need')}>
            <InputNumber min={2} max={9} precision={0} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}
