import { Tag } from '@hezhi/ui';
import { Panel } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import type { ReactNode } from 'react';
import type { Preview } from '../shared/client.ts';
import { Differences } from './differences.tsx';

/** What putting a pack in force would change, in words. */
export function PreviewPanel({ preview }: { preview: Preview }) {
  const t = useWords('methods');
  const grave = preview.faults.filter((fault) => !fault.note);
  return (
    <Panel title={t('preview.title')}>
      {preview.same ? <p>{t('preview.same')}</p> : null}
      {preview.replaces ? <p>{t('preview.replaces', { name: preview.replaces.name })}</p> : null}
      <Part title={t('preview.faults')} tone="late" items={grave.map((one) => one.detail)} />
      <Part
        title={t('preview.kinds')}
        items={preview.procedures.map((one) => t('preview.kind', { kind: one.kindName, from: one.from, to: one.to, open: one.open }))}
      />
      <Part
        title={t('preview.posts')}
        tone="warn"
        items={preview.posts.map((one) =>
          t('preview.post', { role: one.role, level: one.level, least: one.least, lacking: one.lacking, of: one.of, places: one.names.join(t('comma')) }),
        )}
      />
      <Part
        title={t('preview.unstaffed')}
        tone="warn"
        items={preview.unstaffed.map((one) =>
          t('preview.step', { step: one.step, procedure: one.procedure, roles: one.roles.join(t('or')) || t('preview.noRole') }),
        )}
      />
      <Part title={t('preview.organisations')} tone="warn" items={preview.organisations} />
      <Part title={t('preview.needs')} tone="warn" items={preview.needs.filter((one) => !one.there).map((one) => one.name)} />
      <h3>{t('preview.differences')}</h3>
      <Differences items={preview.differences} />
    </Panel>
  );
}

function Part({ title, items, tone }: { title: string; items: readonly ReactNode[]; tone?: 'warn' | 'late' }) {
  const t = useWords('methods');
  if (items.length === 0) return null;
  return (
    <section>
      <h3>
        {title} {tone ? <Tag tone={tone}>{tone === 'late' ? t('fault.fault') : t('preview.mind')}</Tag> : null}
      </h3>
      <ul className="hzm-contents">
        {items.map((item, n) => (
          // oxlint-disable-next-line no-array-index-key -- a list that does not change
          <li key={n}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
