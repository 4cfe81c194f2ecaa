import { newId } from '@hezhi/contract/light';
import { Empty } from '@hezhi/ui';
import { DataTable, FormFaults, PageHead, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input } from 'antd';
import { client } from '../shared/client.ts';

/** The list, with a line to add to it for those who may. */
export default function List() {
  const t = useWords('__name__');
  const time = useTime();
  const { can } = useSession();
  const toast = useToast();
  const [form] = Form.useForm<{ title: string }>();
  const notes = client.useList('GET /__name__');
  const add = client.useCommand('POST /__name__', { refresh: ['GET /__name__'] });
  const save = async ({ title }: { title: string }): Promise<void> => {
    try {
      await add.run({ body: { id: newId(), title } });
    } catch {
      // Shown beside the field, and typed text stays.
      return;
    }
    form.resetFields();
    toast(t('added'));
  };
  return (
    <>
      <PageHead title={t('nav')} />
      {can('__name__.add') ? (
        <Form form={form} layout="inline" onFinish={(values) => void save(values)}>
          <Form.Item name="title" label={t('title')} rules={[{ required: true, whitespace: true, max: 200 }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Button htmlType="submit" type="primary" loading={add.isPending}>
            {t('add')}
          </Button>
          <FormFaults form={form} problem={add.error} />
        </Form>
      ) : null}
      <DataTable
        name={t('nav')}
        columns={[
          { key: 'title', title: t('title'), render: (note) => note.title },
          { key: 'area', title: t('area'), render: (note) => note.area, from: 768 },
          { key: 'at', title: t('at'), render: (note) => time.moment(note.at) },
        ]}
        items={notes.items}
        loading={notes.isPending}
        error={notes.error}
        retry={notes.again}
        hasMore={notes.hasMore}
        more={notes.more}
        moreLoading={notes.isMoreFetching}
        empty={<Empty title={t('emptyTitle')} why={t('emptyWhy')} />}
      />
    </>
  );
}
