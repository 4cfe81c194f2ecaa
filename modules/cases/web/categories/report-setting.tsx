import { Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Switch } from 'antd';
import { useCommand, useRoute } from './client.ts';

/** Whether people without an account may report in the district. */
export function ReportSetting() {
  const t = useWords('categories');
  const confirm = useConfirm();
  const toast = useToast();
  const settings = useRoute('GET /case-settings');
  const save = useCommand('PUT /case-settings', { refresh: ['GET /case-settings', 'GET /public'] });
  const { data } = settings;
  const change = async (anonymous_allowed: boolean) => {
    if (!data) return;
    const sure = await confirm({
      title: t(anonymous_allowed ? 'visitors.allow' : 'visitors.close'),
      effect: t(anonymous_allowed ? 'visitors.allowEffect' : 'visitors.closeEffect'),
    });
    if (sure)
      await save.run({ body: { ...data, anonymous_allowed } }).then(
        () => toast(t('saved')),
        // Somebody else may have changed it: the switch shows what stands now.
        () => void settings.refetch(),
      );
  };
  return (
    <div style={{ marginBottom: 12 }}>
      <label className="hz-row">
        <Switch
          checked={data?.anonymous_allowed ?? false}
          disabled={!data}
          loading={save.isPending}
          aria-label={t('visitors.label')}
          onChange={(on) => void change(on)}
        />
        <span>{t('visitors.label')}</span>
        <span className="hz-small">{data ? t(data.anonymous_allowed ? 'visitors.on' : 'visitors.off') : ''}</span>
      </label>
      <Failure error={save.error ?? settings.error} />
    </div>
  );
}
