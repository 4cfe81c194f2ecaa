import type { Language } from '@hezhi/contract';
import { type Plain, speak } from '@hezhi/server';
import type { Gathered } from './copies.ts';

/** A plain word in the reader's language. */
export const said = ([zh, en]: Plain, language: Language): string => speak({ 'zh-Hans': zh, en }, language);
const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** A value as it is read: moments in China's time, signatures and other pictures as pictures, lists and objects below one another. */
function cell(value: unknown, language: Language): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return said(value ? ['是', 'yes'] : ['否', 'no'], language);
  if (typeof value === 'string') {
    if (/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]+$/.test(value)) return `<img src="${value}" alt="">`;
    const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(moment)) return new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    return safe(value).replaceAll('\n', '<br>');
  }
  if (Array.isArray(value)) return value.length === 0 ? '—' : `<ul>${value.map((one) => `<li>${cell(one, language)}</li>`).join('')}</ul>`;
  if (typeof value === 'object') {
    const words = value as Record<string, unknown>;
    // Words in several languages are one text.
    const { 'zh-Hans': zh, en } = words;
    if (typeof zh === 'string') return safe(speak({ 'zh-Hans': zh, en: typeof en === 'string' ? en : undefined }, language));
    const lines = Object.entries(words).filter(([, one]) => one !== null && one !== '');
    return lines.length === 0 ? '—' : lines.map(([key, one]) => `<div><i>${safe(key)}</i> ${cell(one, language)}</div>`).join('');
  }
  return typeof value === 'number' ? String(value) : '—';
}

/** The page that one opens first: everything of the copy to read without any program but a browser. `at`: RFC 3339, when it was gathered. */
export function copyPage(gathered: readonly Gathered[], name: string, at: string, language: Language): string {
  const t = (words: Plain): string => safe(said(words, language));
  const parts = gathered.flatMap((one) => one.parts).filter(({ rows }) => rows.length > 0);
  const sections = parts.map(({ name: title, fields = {}, rows, more }) => {
    const keys = Object.keys(fields).length > 0 ? Object.keys(fields) : Object.keys(rows[0]!);
    const head = keys.map((key) => `<th scope="col">${fields[key] ? t(fields[key]) : safe(key)}</th>`).join('');
    const body = rows.map((row) => `<tr>${keys.map((key) => `<td>${cell((row as Record<string, unknown>)[key], language)}</td>`).join('')}</tr>`).join('\n');
    const rest = more ? `<p>${t(['这里只列出一部分，其余请联系社区索取。', 'Only a part stands here; ask the community for the rest.'])}</p>` : '';
    return `<h2>${t(title)} (${rows.length})</h2>\n<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>${rest}`;
  });
  const title = t(['我的个人信息副本', 'A copy of my personal data']);
  const notes: Plain[] = [
    [
      '这是合治系统中您本人的信息。data 文件夹里是同样的内容，供其他程序读取；files 文件夹里是您上传的照片和录音。',
      'This is what Hezhi keeps about you. The folder data holds the same for other programs, the folder files your photos and voice notes.',
    ],
    [
      '没有列入的：其他人的信息；您在工作岗位上做的事（属于单位的记录）；表决的选择（秘密，任何人都查不到）；系统审计日志；按电话号码登记的热线通话（请向热线索取）。',
      'Not in it: other people’s data; what you did in office (the office’s record); choices in votes (secret, nobody can look them up); the audit log; calls to the hotline, which are kept by number (ask the hotline).',
    ],
    ['信息有误，可以在“我的”里更正，或请社区更正。', 'If something is wrong, correct it under “Me” or ask the community to.'],
  ];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
th,td{border:1px solid #99a;padding:.3rem .6rem;text-align:left;vertical-align:top}th{background:#eef}ul{margin:0;padding-left:1.2em}img{max-width:20rem}i{color:#456;font-style:normal}</style></head>
<body><h1>${title}</h1><p>${safe(name)} · ${cell(at, language)}</p>
${notes.map((one) => `<p>${t(one)}</p>`).join('\n')}
${sections.join('\n')}
</body></html>
`;
}
