import { useTime, useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

type Tree = { readonly [key: string]: string | Tree };
export type AuditWords = {
  /** Every action that some room's catalogue names. */
  actions: readonly string[];
  action: (key: string) => string;
  field: (key: string) => string;
  value: (value: unknown) => string;
  summary: (detail: Readonly<Record<string, unknown>>) => string;
};

const isText = (given: unknown): given is string => typeof given === 'string';

/**
 * Audit entries in words: the action, the names of what it tells, and one line of it. Any room may name its actions in its own catalogue
 * under `audit.actions` (`case_category.change` -> `audit.actions.case_category.change`); what nobody names is shown by its key.
 */
export function useAuditWords(): AuditWords {
  const t = useWords('directory');
  const { i18n } = useTranslation('directory');
  const time = useTime();
  return useMemo(() => {
    const rooms = (i18n.options.ns ?? []) as readonly string[];
    const named: Record<string, string> = {};
    for (const room of rooms) {
      const told = (i18n.getResource(i18n.language, room, 'audit') as { actions?: Tree } | undefined)?.actions ?? {};
      for (const [thing, verbs] of Object.entries(told))
        if (!isText(verbs)) for (const [verb, text] of Object.entries(verbs)) if (isText(text)) named[`${thing}.${verb}`] = text;
    }
    const action = (key: string) => named[key] ?? key;
    // Any room may name its fields and values too; the directory's own words come first.
    const look = (part: 'fields' | 'values', key: string) =>
      t([`audit.${part}.${key}`, ...rooms.map((room) => `${room}:audit.${part}.${key}`)] as unknown as string, { defaultValue: key });
    const field = (key: string) => (/^[a-zA-Z_]+$/.test(key) ? look('fields', key) : key);
    const value = (given: unknown): string => {
      if (given === null || given === undefined) return '—';
      if (Array.isArray(given)) return given.map(value).join(t('listComma'));
      if (typeof given === 'object') return JSON.stringify(given);
      const text = String(given as string | number | boolean);
      if (/^\d{4}-\d\d-\d\dT/.test(text)) return time.exact(text);
      return /^[a-zA-Z_]+$/.test(text) ? look('values', text) : text;
    };
    // Ids say nothing to a reader of the list; they stand in the detail.
    const plain = (given: unknown) => !(isText(given) && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(given)) && given !== null;
    const summary = (detail: Readonly<Record<string, unknown>>) =>
      Object.entries(detail)
        .filter(([, given]) => plain(given))
        .slice(0, 3)
        .map(([key, given]) => t('audit.pair', { key: field(key), value: value(given) }))
        .join(t('audit.pairs'));
    return { actions: Object.keys(named), action, field, value, summary };
  }, [t, i18n, time]);
}
