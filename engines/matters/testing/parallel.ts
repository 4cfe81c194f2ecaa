import { ProcedureSchema, type Procedure } from '../contract/index.ts';

const w = (zh: string, en: string) => ({ 'zh-Hans': zh, en });
const minutes = (amount: number) => ({ amount, unit: 'working-minutes' as const });
const to = { key: 'to', label: w('给哪些单位', 'To whom'), type: 'owners' as const, required: true };

/** A procedure of no field whose legs run side by side, one for each of those chosen: the laws are held against it as against `sample`. */
export const parallel: Procedure = ProcedureSchema.parse({
  key: 'parallel',
  version: 1,
  kind: 'parallel',
  name: w('并行样例', 'Parallel sample'),
  initial: 'called',
  opening: {
    name: w('召集', 'Called'),
    fields: [to],
    effects: [
      { do: 'open', leg: 'hold' },
      { do: 'open', leg: 'answer' },
    ],
    audience: { staff: ['to'] },
  },
  states: {
    called: { name: w('待应', 'Called'), public: w('待应', 'Called'), stage: 'dispatch' },
    working: { name: w('在办', 'Working'), public: w('在办', 'Working'), stage: 'handle' },
    done: { name: w('办结', 'Done'), public: w('办结', 'Done'), stage: 'rate', final: true },
    void: { name: w('撤回', 'Void'), public: w('撤回', 'Void'), stage: 'report', final: true },
  },
  legs: {
    hold: { name: w('统筹', 'Hold'), owner: { org: 'street_office', at: 'street' }, limit: { amount: 5, unit: 'working-days' }, side: true },
    answer: {
      name: w('应答', 'Answer'),
      owner: { each: 'to' },
      limit: minutes(120),
      ladder: [
        { effects: [{ do: 'mark', mark: 'silent' }] },
        { after: minutes(60), effects: [{ do: 'assign', leg: 'answer', owner: { org: 'street_office', at: 'street' } }] },
      ],
    },
    work: {
      name: w('办理', 'Work'),
      owner: { same: 'answer' },
      limit: { amount: 2, unit: 'working-days' },
      ladder: [{ effects: [] }, { after: minutes(60), effects: [{ do: 'open', leg: 'press' }] }],
    },
    press: { name: w('督促', 'Press'), owner: { same: 'work' }, limit: { amount: 1, unit: 'days' }, side: true },
    check: { name: w('审核退回', 'Check'), owner: { org: 'street_office', at: 'street' }, limit: minutes(60), side: true },
    more: { name: w('审核延期', 'More'), owner: { org: 'street_office', at: 'street' }, limit: minutes(60), side: true },
  },
  pause_reasons: [{ key: 'asked', name: w('等审核', 'Asked'), max: { amount: 2, unit: 'days' } }],
  steps: {
    answer: {
      name: w('应答', 'Answer'),
      from: ['called', 'working'],
      by: [{ leg: 'answer' }],
      effects: [
        { do: 'open', leg: 'work' },
        { do: 'end', leg: 'answer', result: 'done' },
        { do: 'end', leg: 'check', result: 'lapsed' },
      ],
      to: 'working',
      audience: { staff: [] },
    },
    refuse: {
      name: w('退回', 'Refuse'),
      from: ['called', 'working'],
      by: [{ leg: 'answer' }],
      guards: [
        { if: 'leg_closed', leg: 'check' },
        { if: 'not_had_by', steps: ['keep', 'give'] },
        { if: 'leg_running', leg: 'answer' },
      ],
      effects: [
        { do: 'open', leg: 'check' },
        { do: 'pause', leg: 'answer', reason: 'asked' },
      ],
      audience: { staff: [] },
    },
    agree: {
      name: w('同意', 'Agree'),
      from: ['called', 'working'],
      by: [{ leg: 'check', permission: 'sample.give' }],
      effects: [
        { do: 'end', leg: 'answer', result: 'refused' },
        { do: 'end', leg: 'check', result: 'agreed' },
      ],
      branches: [
        {
          guards: [
            { if: 'marked', mark: 'reported' },
            { if: 'leg_closed', leg: 'answer' },
            { if: 'leg_closed', leg: 'work' },
          ],
          to: 'done',
          effects: [{ do: 'end_all', result: 'closed' }],
        },
        { effects: [] },
      ],
      audience: { staff: [] },
    },
    keep: {
      name: w('不同意', 'Keep'),
      from: ['called', 'working'],
      by: [{ leg: 'check', permission: 'sample.give' }],
      effects: [
        { do: 'resume', leg: 'answer' },
        { do: 'assign', leg: 'answer', owner: { same: 'answer' } },
        { do: 'end', leg: 'check', result: 'refused' },
      ],
      audience: { staff: [] },
    },
    give: {
      name: w('改派', 'Give'),
      from: ['called', 'working'],
      by: [{ leg: 'check', permission: 'sample.give' }],
      fields: [{ key: 'one', label: w('改派给', 'To whom'), type: 'owner', required: true }],
      effects: [
        { do: 'end', leg: 'answer', result: 'given' },
        { do: 'end', leg: 'check', result: 'given' },
        { do: 'open', leg: 'answer', owner: { field: 'one' } },
      ],
      audience: { staff: ['one'] },
    },
    object: {
      name: w('声明异议', 'Object'),
      from: ['called', 'working'],
      by: [{ leg: 'answer' }],
      guards: [{ if: 'had_by', steps: ['keep', 'give'] }],
      effects: [{ do: 'mark', mark: 'objected' }],
      audience: { staff: [] },
    },
    ask_more: {
      name: w('申请延期', 'Ask for more'),
      from: ['working'],
      by: [{ leg: 'work' }],
      fields: [{ key: 'days', label: w('天数', 'Days'), type: 'number', required: true, min: 1, max: 9 }],
      guards: [{ if: 'leg_closed', leg: 'more' }],
      effects: [{ do: 'open', leg: 'more' }],
      audience: { staff: ['days'] },
    },
    grant: {
      name: w('同意延期', 'Grant'),
      from: ['working'],
      by: [{ leg: 'more', permission: 'sample.give' }],
      effects: [
        { do: 'extend', leg: 'work', days_field: 'days' },
        { do: 'end', leg: 'more', result: 'granted' },
      ],
      audience: { staff: [] },
    },
    report: {
      name: w('办结反馈', 'Report'),
      from: ['working'],
      by: [{ leg: 'work' }],
      effects: [
        { do: 'mark', mark: 'reported' },
        { do: 'end', leg: 'more', result: 'lapsed' },
        { do: 'end', leg: 'press', result: 'answered' },
        { do: 'end', leg: 'work', result: 'done' },
      ],
      branches: [
        {
          guards: [
            { if: 'leg_closed', leg: 'work' },
            { if: 'leg_closed', leg: 'answer' },
          ],
          to: 'done',
          effects: [{ do: 'end_all', result: 'closed' }],
        },
        { effects: [] },
      ],
      audience: { staff: [] },
    },
    add: {
      name: w('增派', 'Add'),
      from: ['called', 'working'],
      by: [{ leg: 'hold', permission: 'sample.give' }],
      fields: [to],
      effects: [{ do: 'open', leg: 'answer' }],
      audience: { staff: ['to'] },
    },
    sweep: {
      name: w('不再等待', 'Wait no longer'),
      from: ['called', 'working'],
      by: [{ leg: 'hold', permission: 'sample.give' }],
      guards: [{ if: 'leg_open', leg: 'answer' }],
      effects: [
        { do: 'end', leg: 'answer', result: 'swept', all: true },
        { do: 'end', leg: 'check', result: 'swept', all: true },
      ],
      audience: { staff: [] },
    },
    drop: {
      name: w('撤回', 'Drop'),
      from: ['called', 'working'],
      by: [{ permission: 'sample.drop' }],
      effects: [{ do: 'end_all', result: 'void' }],
      to: 'void',
      audience: { staff: [] },
    },
    comment: {
      name: w('留言', 'Comment'),
      from: '*',
      by: [{ staff: true }],
      fields: [{ key: 'note', label: w('说明', 'Note'), type: 'text', max: 200 }],
      audience: { staff: ['note'] },
    },
  },
  marks: { silent: w('未应答', 'Silent'), reported: w('已反馈', 'Reported'), objected: w('有异议', 'Objected') },
});
