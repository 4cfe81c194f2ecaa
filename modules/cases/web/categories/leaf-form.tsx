import { Failure } from '@hezhi/ui';
import { FormFaults, Panel, useToast } from '@hezhi/ui/desk';
import { Away, Problem, useDraft, useRefresh, useSay, useWords } from '@hezhi/web';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { client, type Leaf, type Tree } from './client.ts';
import { Conflict } from './conflict.tsx';
import { LeafFields } from './leaf-fields.tsx';
import { toSend, valuesOf, type LeafValues } from './leaf-values.ts';

/**
 * One category: what it is called, how fast it must go, who leads, which words point to it, what is asked. While something is typed the
 * state that one began with stays; a newer one of somebody else shows itself as a conflict when saving.
 */
export function LeafForm({ leaf, leads, onClose }: { leaf: Leaf; leads: Tree['leads']; onClose: () => void }) {
  const [base, setBase] = useState(leaf);
  const [touched, setTouched] = useState(false);
  if (!touched && base.version !== leaf.version) setBase(leaf);
  return <Editor key={base.version} leaf={base} leads={leads} onClose={onClose} onTouched={setTouched} />;
}

function Editor({ leaf, leads, onClose, onTouched }: { leaf: Leaf; leads: Tree['leads']; onClose: () => void; onTouched: (touched: boolean) => void }) {
  const t = useWords('categories');
  const say = useSay();
  const toast = useToast();
  const refresh = useRefresh();
  const [form] = Form.useForm<LeafValues>();
  // With the version in its name an old draft never covers what somebody else has saved since.
  const [draft, keep, clear, restored] = useDraft<LeafValues>(`categories.${leaf.code}.${leaf.version}`, valuesOf(leaf));
  const [touched, setTouchedHere] = useState(restored);
  const setTouched = (now: boolean) => {
    setTouchedHere(now);
    onTouched(now);
  };
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [other, setOther] = useState<Leaf | null>(null);

  const send = async (typed: LeafValues, version: number) => {
    setBusy(true);
    setError(null);
    try {
      await client('PUT /case-categories/:code', { params: { code: leaf.code }, body: { ...toSend(leaf, typed), version } });
      clear();
      setTouched(false);
      setOther(null);
      toast(t('saved'));
      await refresh(['GET /case-categories']);
    } catch (thrown) {
      if (!(thrown instanceof Problem) && !(thrown instanceof Away)) throw thrown;
      setError(thrown);
      if (thrown instanceof Problem && thrown.code === 'cases.category_changed') {
        const fresh = await client('GET /case-categories/admin').catch(() => null);
        setOther(fresh?.groups.flatMap((group) => group.leaves).find((one) => one.code === leaf.code) ?? null);
      }
    } finally {
      setBusy(false);
    }
  };
  const giveUp = async () => {
    clear();
    setOther(null);
    setError(null);
    setTouched(false);
    form.resetFields();
    form.setFieldsValue(valuesOf(leaf));
    await refresh(['GET /case-categories']);
  };
  return (
    <Panel title={`${leaf.code} ${say(leaf.name)}`} extra={<Button onClick={onClose}>{t('close')}</Button>}>
      <p className="hz-small cat-why">{t(leaf.own ? 'ownWhy' : 'baseWhy')}</p>
      {restored && touched ? <p className="cat-preview">{t('restored')}</p> : null}
      <Form
        form={form}
        layout="vertical"
        initialValues={draft}
        scrollToFirstError
        onValuesChange={(_, all: LeafValues) => {
          setTouched(true);
          keep(all);
        }}
        onFinish={(typed: LeafValues) => void send(typed, leaf.version)}
      >
        <LeafFields leads={leads} />
        <FormFaults form={form} problem={error} />
        {other ? (
          <Conflict
            mine={toSend(leaf, form.getFieldsValue(true) as LeafValues)}
            theirs={other}
            onMine={() => void send(form.getFieldsValue(true) as LeafValues, other.version)}
            onTheirs={() => void giveUp()}
          />
        ) : (
          <Failure error={error} kept />
        )}
        <div className="hz-row cat-foot">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!touched}>
            {t('save')}
          </Button>
          <Button onClick={() => void giveUp()} disabled={!touched || busy}>
            {t('undo')}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
