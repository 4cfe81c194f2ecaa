import { Empty, Tag } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { CategoryPicker } from '../desk/category-picker.tsx';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import type { Finding, Rule } from './client.ts';
import { useTimeWords } from './use-time-words.ts';

/** Rules by category and territory, with what is wrong with each; numbered as sentences name them. */
export function RulesTable({
  name,
  rules,
  findings = [],
  busy = false,
  onEdit,
  onRemove,
}: {
  name: string;
  rules: readonly Rule[];
  findings?: readonly Finding[];
  busy?: boolean;
  onEdit?: (rule: Rule) => void;
  onRemove?: (rule: Rule) => void;
}) {
  const t = useWords('routing');
  const time = useTimeWords();
  const [subject, setSubject] = useState('');
  const [area, setArea] = useState('');
  if (rules.length === 0) return <Empty title={t('none')} why={t('noneWhy')} />;
  // A rule above what is chosen speaks of it too.
  const touches = (of: string, chosen: string) => chosen === '' || of.startsWith(chosen) || chosen.startsWith(of);
  const shown = rules.map((rule, index) => ({ rule, number: index + 1 })).filter(({ rule }) => touches(rule.subject, subject) && touches(rule.area, area));
  return (
    <>
      <div className="hz-row rt-filters">
        <CategoryPicker value={subject} onChange={setSubject} groups label={t('byCategory')} width={200} />
        <AreaPicker value={area} onChange={setArea} label={t('byArea')} width={220} />
        <span className="hz-small" role="status">
          {t('count', { count: shown.length })}
        </span>
      </div>
      <div className="rt-scroll" tabIndex={0} role="region" aria-label={name}>
        <table className="rt-table">
          <thead>
            <tr>
              {['number', 'leg', 'category', 'area', 'time', 'owner'].map((key) => (
                <th key={key} scope="col">
                  {t(`head.${key}`)}
                </th>
              ))}
              {onEdit ? (
                <th scope="col">
                  <span className="hz-visually-hidden">{t('head.actions')}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ rule, number }) => (
              <tr key={rule.id}>
                <th scope="row" className="hz-num">
                  {number}
                </th>
                <td>{t(`legs.${rule.leg}`)}</td>
                <td>
                  {rule.subject ? <span className="hz-small hz-num">{rule.subject} </span> : null}
                  {rule.subject_name}
                </td>
                <td>{rule.area_name}</td>
                <td>{time(rule)}</td>
                <td>
                  {rule.owner_name || <Tag tone="warn">{t('gone')}</Tag>}
                  {rule.duty ? <span className="hz-small rt-line">{t('dutyFirst')}</span> : null}
                  {findings
                    .filter((one) => one.rule === rule.id)
                    .map((one) => (
                      <span key={one.code + one.sentence} className="rt-line">
                        <Tag tone={one.error ? 'late' : 'warn'}>{t(one.error ? 'error' : 'warning')}</Tag> {one.sentence}
                      </span>
                    ))}
                </td>
                {onEdit ? (
                  <td>
                    <div className="hz-row">
                      <Button size="small" disabled={busy} onClick={() => onEdit(rule)} aria-label={t('editOf', { number })}>
                        {t('edit')}
                      </Button>
                      <Button size="small" danger disabled={busy} onClick={() => onRemove?.(rule)} aria-label={t('removeOf', { number })}>
                        {t('remove')}
                      </Button>
                    </div>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 ? <p className="hz-small">{t('noneShown')}</p> : null}
    </>
  );
}
