import { newId } from '@hezhi/contract/light';
import { useKind } from '@hezhi/matters/screens';
import { ToMatter } from '@hezhi/matters/screens/desk';
import { Empty, Failure, Tag } from '@hezhi/ui';
import { FormModal, Panel, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, Select } from 'antd';
import { Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useList } from '../shared/client.ts';

const ways = ['none', 'topic', 'case'] as const;
type Finding = { text: string; raise: (typeof ways)[number]; category?: string };
const refresh = ['GET /deliberation-bodies/:id/rounds', 'GET /matters'] as const;

/** Rounds of a small self-governing body: where, what was found, what came of it. What was only noted becomes a case later, too. */
export function Rounds({ id, open }: { id: string; open: boolean }) {
  const t = useWords('deliberations');
  const time = useTime();
  const [adding, setAdding] = useState(false);
  const [turning, setTurning] = useState<{ round: string; finding: number } | null>(null);
  const list = useList('GET /deliberation-bodies/:id/rounds', { params: { id }, query: { limit: 10 } });
  return (
    <Panel title={t('rounds.title')} extra={open ? <Button onClick={() => setAdding(true)}>{t('rounds.add')}</Button> : null}>
      <Failure error={list.error} retry={list.again} />
      {!list.isPending && list.items.length === 0 ? <Empty title={t('rounds.none')} why={t('rounds.noneWhy')} /> : null}
      <ul className="hzd-rows">
        {list.items.map((round) => (
          <li key={round.id}>
            <strong>{round.route}</strong> <span className="hz-small">{[round.by, time.moment(round.at)].join(' · ')}</span>
            {round.findings.map((one, finding) => (
              <div key={`${finding} ${one.text}`} className="hzd-finding">
                {one.raised === 'none' ? null : <Tag tone="info">{t(`raised.${one.raised}`)}</Tag>}
                <span>{one.id ? <Link to={`/matters/${one.id}`}>{one.text}</Link> : one.text}</span>
                {one.raised === 'none' && open ? (
                  <Button size="small" onClick={() => setTurning({ round: round.id, finding })}>
                    {t('rounds.toCase')}
                  </Button>
                ) : null}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {list.hasMore ? <Button onClick={list.more}>{t('more')}</Button> : null}
      {adding ? <Add id={id} onClose={() => setAdding(false)} /> : null}
      {turning ? <Turn id={id} {...turning} onDone={() => setTurning(null)} /> : null}
    </Panel>
  );
}

function Turn({ id, round, finding, onDone }: { id: string; round: string; finding: number; onDone: () => void }) {
  const t = useWords('deliberations');
  const turn = useCommand('POST /deliberation-bodies/:id/rounds/:round/findings/:finding/case', { refresh });
  const run = ({ subject, address }: { subject: string; address: string }) =>
    turn.run({ params: { id, round, finding: String(finding) }, body: { category: subject, address } });
  return <ToMatter address kind="case" title={t('rounds.toCase')} effect={t('rounds.toCaseEffect')} turn={{ ...turn, run }} onDone={onDone} />;
}

/** The category of a case, as cases let it be chosen; works as an input of antd's form. */
function Category({ value, onChange }: { value?: string; onChange?: (code: string | undefined) => void }) {
  const t = useWords('deliberations');
  const { district } = useSession();
  const { subject: Subject } = useKind('case');
  if (!Subject) return null;
  return (
    <Suspense fallback={null}>
      <Subject
        field={categoryField}
        label={t('rounds.category')}
        value={value ?? ''}
        onChange={(code) => onChange?.(code)}
        current={null}
        district={district}
      />
    </Suspense>
  );
}
const categoryField = { key: 'category', type: 'subject', required: true, label: { 'zh-Hans': '类别', en: 'Category' } } as const;

function Add({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const toast = useToast();
  const [round] = useState(newId);
  const add = useCommand('POST /deliberation-bodies/:id/rounds', { refresh });
  return (
    <FormModal<{ route: string; findings?: Finding[] }>
      draft={`deliberations.round.${id}`}
      title={t('rounds.add')}
      effect={t('rounds.effect')}
      yes={t('rounds.add')}
      width={640}
      onClose={onClose}
      onSubmit={async ({ route, findings }) => {
        await add.run({
          params: { id },
          body: {
            id: round,
            route: route.trim(),
            findings: (findings ?? []).map((one) => ({
              text: one.text.trim(),
              raise: one.raise,
              ...(one.raise === 'case' && one.category ? { category: one.category } : {}),
            })),
          },
        });
        toast(t('rounds.added'));
      }}
    >
      <Form.Item name="route" label={t('rounds.route')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.List name="findings">
        {(fields, { add: more, remove }) => (
          <>
            {fields.map((field, n) => (
              <fieldset key={field.key} className="hzd-finding-form">
                <legend>{t('rounds.finding', { n: n + 1 })}</legend>
                <Form.Item name={[field.name, 'text']} label={t('rounds.found')} rules={[{ ...needed, whitespace: true }]}>
                  <Input.TextArea rows={2} maxLength={1000} />
                </Form.Item>
                <Form.Item name={[field.name, 'raise']} label={t('rounds.raise')} initialValue="none">
                  <Select options={ways.map((value) => ({ value, label: t(`raise.${value}`) }))} />
                </Form.Item>
                <Form.Item noStyle shouldUpdate>
                  {({ getFieldValue }) =>
                    getFieldValue(['findings', field.name, 'raise']) === 'case' ? (
                      <Form.Item name={[field.name, 'category']} rules={[needed]}>
                        <Category />
                      </Form.Item>
                    ) : null
                  }
                </Form.Item>
                <Button onClick={() => remove(field.name)}>{t('rounds.remove')}</Button>
              </fieldset>
            ))}
            <Button disabled={fields.length >= 20} onClick={() => more({ text: '', raise: 'none' })}>
              {t('rounds.more')}
            </Button>
          </>
        )}
      </Form.List>
    </FormModal>
  );
}
