import { Failure } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { Away, Problem, useTime, useWords } from '@hezhi/web';
import { DatePicker, Modal, Radio } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useCommand, type Draft, type Version } from './client.ts';

/** Says what publishing does, asks from when, and does it. */
export function PublishDialog({ draft, later, onClose }: { draft: Draft; later: readonly Version[]; onClose: () => void }) {
  const t = useWords('routing');
  const time = useTime();
  const toast = useToast();
  const publish = useCommand('POST /case-routing/publish', { refresh: ['GET /case-routing'] });
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [moment, setMoment] = useState<Dayjs | null>(null);
  const [tried, setTried] = useState(false);
  const send = async () => {
    setTried(true);
    if (when === 'later' && moment === null) return;
    try {
      const done = await publish.run({ body: { revision: draft.revision, ...(when === 'later' && moment ? { valid_from: moment.toISOString() } : {}) } });
      toast(t(done.state === 'now' ? 'published' : 'publishedLater', { version: done.version, when: time.exact(done.valid_from) }));
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem) && !(thrown instanceof Away)) throw thrown;
    }
  };
  return (
    <Modal
      open
      title={t('publishTitle', { version: draft.version })}
      okText={t('publish')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: publish.isPending }}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => void send()}
    >
      <p className="rt-said">{t('publishEffect', { count: draft.rules.length })}</p>
      {later.length > 0 ? <p className="rt-said">{t('publishOver', { versions: later.map((one) => one.version).join(t('comma')) })}</p> : null}
      <Radio.Group
        aria-label={t('from')}
        value={when}
        onChange={({ target }) => setWhen(target.value as 'now' | 'later')}
        options={[
          { value: 'now', label: t('atOnce') },
          { value: 'later', label: t('atMoment') },
        ]}
      />
      {when === 'later' ? (
        <div className="rt-when">
          <DatePicker
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            aria-label={t('validFrom')}
            value={moment}
            minDate={dayjs()}
            {...(tried && moment === null ? { status: 'error' as const } : {})}
            onChange={setMoment}
          />
          {tried && moment === null ? <span role="alert">{t('needed')}</span> : null}
        </div>
      ) : null}
      <Failure error={publish.error} />
    </Modal>
  );
}
