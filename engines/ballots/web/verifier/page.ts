import type { TallyFile } from '../../contract/light.ts';
import { judge, judgeReceipt, readTally, type Line, type Tongue } from './judge.ts';

/** The page of the verifier: chooses a file, recomputes it here, looks receipts up. Nothing leaves the device: the page has no right to any network. */
const words = {
  'zh-Hans': {
    title: '合治计票核验',
    why: '在您自己的设备上重新计算已公布的计票文件。本页不联网，文件不会离开这台设备。',
    choose: '选择计票文件（tally-….json）',
    receipt: '投票回执（可选）',
    find: '查找回执',
    unreadable: '这不是计票文件，请重新选择。',
    working: '正在计算…',
    other: 'English',
  },
  en: {
    title: 'Hezhi tally verifier',
    why: 'Computes a published tally anew on your own device. This page uses no network; the file stays here.',
    choose: 'Choose the tally file (tally-….json)',
    receipt: 'Receipt of your vote (optional)',
    find: 'Find the receipt',
    unreadable: 'This is no tally file; choose another.',
    working: 'Computing…',
    other: '中文',
  },
} as const;

let tongue: Tongue = navigator.language.toLowerCase().startsWith('zh') ? 'zh-Hans' : 'en';
let file: TallyFile | null = null;
let unreadable = false;

const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  set: Partial<HTMLElementTagNameMap[K]> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const made = Object.assign(document.createElement(tag), set);
  made.append(...inside);
  return made;
};

const marks: Readonly<Record<Line['kind'], string>> = { good: '✔ ', bad: '✘ ', note: '! ', title: '', head: '', plain: '' };
const show = (lines: readonly Line[]): HTMLElement[] =>
  lines.map(({ kind, text }) =>
    kind === 'title' ? make('h2', {}, text) : kind === 'head' ? make('h3', {}, text) : make('p', { className: kind }, `${marks[kind]}${text}`),
  );

const receipt = make('input', { id: 'receipt', type: 'text', autocomplete: 'off', spellcheck: false });
const found = make('div', { id: 'found' });
found.setAttribute('role', 'status');
const result = make('div', { id: 'result' });
result.setAttribute('role', 'status');
const chooser = make('input', { id: 'file', type: 'file', accept: '.json,application/json' });

function look(): void {
  found.replaceChildren(...(file && receipt.value.trim() !== '' ? show(judgeReceipt(file, receipt.value, tongue).lines) : []));
}

function verdict(): void {
  if (unreadable) return result.replaceChildren(make('p', { className: 'bad' }, `✘ ${words[tongue].unreadable}`));
  result.replaceChildren(...(file ? show(judge(file, tongue).lines) : []));
}

chooser.addEventListener('change', () => {
  const [picked] = chooser.files ?? [];
  if (!picked) return;
  result.replaceChildren(make('p', {}, words[tongue].working));
  void picked.text().then((text) => {
    file = readTally(text);
    unreadable = file === null;
    // One turn, so that the word of waiting is drawn before the computing begins.
    setTimeout(() => {
      verdict();
      look();
    });
  });
});

function draw(): void {
  const t = words[tongue];
  document.documentElement.lang = tongue === 'en' ? 'en' : 'zh-CN';
  document.title = t.title;
  const other = make('button', { type: 'button', id: 'tongue', lang: tongue === 'en' ? 'zh-CN' : 'en' }, t.other);
  other.addEventListener('click', () => {
    tongue = tongue === 'en' ? 'zh-Hans' : 'en';
    draw();
    verdict();
    look();
    document.querySelector<HTMLButtonElement>('#tongue')?.focus();
  });
  const form = make('form', {}, make('label', { htmlFor: 'receipt' }, t.receipt), receipt, make('button', { type: 'submit' }, t.find));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    look();
  });
  document.body.replaceChildren(
    make('main', {}, other, make('h1', {}, t.title), make('p', {}, t.why), make('label', { htmlFor: 'file' }, t.choose), chooser, form, found, result),
  );
}
draw();
