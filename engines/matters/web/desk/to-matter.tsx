import { Failure, Field } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Modal } from 'antd';
import { Suspense, useState } from 'react';
import { useKind } from '../shared/kinds.ts';

/**
 * Asks for the subject (a case's category) of the matter that something of another room becomes, and makes it one. `title` names the step, `effect` says what follows; `turn` is the room's own
 * command. `address`: where it is may be said too. What went wrong is told in the dialog, which stays open.
 */
export function ToMatter({
  kind,
  title,
  effect,
  turn,
  address = false,
  onDone,
}: {
  kind: string;
  title: string;
  effect: string;
  turn: { isPending: boolean; error: unknown; run: (value: { subject: string; address: string }) => Promise<{ number: string }> };
  address?: boolean;
  onDone: () => void;
}) {
  const t = useWords('matters');
  const toast = useToast();
  const { district } = useSession();
  const { subject: Subject } = useKind(kind);
  const [value, setValue] = useState({ subject: '', address: '' });
  const run = () =>
    turn.run(value).then(
      ({ number }) => {
        toast(t('desk.toMatter.made', { number }));
        onDone();
      },
      () => undefined,
    );
  return (
    <Modal
      open
      title={title}
      onCancel={onDone}
      onOk={() => void run()}
      okText={title}
      cancelText={t('desk.toMatter.cancel')}
      okButtonProps={{ disabled: value.subject === '', loading: turn.isPending }}
    >
      <div className="hz-form">
        <p>{effect}</p>
        {Subject ? (
          <Suspense fallback={null}>
            <Subject
              field={subjectField}
              label={t('desk.filter.subject')}
              value={value.subject}
              onChange={(subject) => setValue({ ...value, subject: subject ?? '' })}
              current={null}
              district={district}
            />
          </Suspense>
        ) : null}
        {address ? (
          <Field label={t('desk.toMatter.address')}>
            {(attributes) => (
              <input
                {...attributes}
                className="hz-input"
                maxLength={200}
                value={value.address}
                onChange={({ target }) => setValue({ ...value, address: target.value })}
              />
            )}
          </Field>
        ) : null}
        <Failure error={turn.error} kept />
      </div>
    </Modal>
  );
}

const subjectField = { key: 'subject', type: 'subject', required: true, label: { 'zh-Hans': '类别', en: 'Category' } } as const;
