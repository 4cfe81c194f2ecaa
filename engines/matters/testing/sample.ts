import { ProcedureSchema, type Procedure } from '../contract/index.ts';

const w = (zh: string, en: string) => ({ 'zh-Hans': zh, en });
const note = { key: 'note', label: w('说明', 'Note'), type: 'text' as const, max: 200 };
const to = { key: 'to', label: w('交给', 'To'), type: 'owner' as const, required: true };
const minutes = (amount: number) => ({ amount, unit: 'working-minutes' as const });
const staff = { staff: ['note'] };

/** A procedure of no field: small, but with every kind of effect, guard and clause, to hold the laws against. */
export const sample: Procedure = ProcedureSchema.parse({
  key: 'sample',
  version: 1,
  kind: 'sample',
  name: w('样例', 'Sample'),
  initial: 'waiting',
  opening: { name: w('提出', 'Opened'), fields: [note], effects: [{ do: 'open', leg: 'look' }], audience: { asker: ['note'], staff: ['note'] } },
  states: {
    waiting: { name: w('待看', 'Waiting'), public: w('等待', 'Waiting'), stage: 'report' },
    doing: { name: w('在办', 'Doing'), public: w('在办', 'Doing'), stage: 'handle' },
    asking: { name: w('待答', 'Asking'), public: w('待您确认', 'Waiting for you'), stage: 'rate' },
    done: { name: w('办结', 'Done'), public: w('办结', 'Done'), stage: 'rate', final: true },
    void: { name: w('作废', 'Void'), public: w('撤销', 'Void'), stage: 'report', final: true },
  },
  legs: {
    look: {
      name: w('查看', 'Look'),
      owner: { org: 'community', at: 'community' },
      limit: { of: 'look', else: minutes(60) },
      ladder: [{ effects: [] }, { after: minutes(60), effects: [{ do: 'assign', leg: 'look', owner: { org: 'street_office', at: 'street' } }] }],
    },
    work: {
      name: w('办理', 'Work'),
      owner: { field: 'to' },
      limit: { amount: 2, unit: 'working-days' },
      ladder: [{ effects: [{ do: 'mark', mark: 'pressed' }] }],
    },
    decide: { name: w('审核', 'Decide'), owner: { org: 'street_office', at: 'street' }, limit: { amount: 1, unit: 'days' } },
    confirm: { name: w('确认', 'Confirm'), owner: { asker: true }, limit: { amount: 3, unit: 'days' }, ladder: [{ step: 'lapse' }] },
  },
  pause_reasons: [{ key: 'rain', name: w('下雨', 'Rain'), max: { amount: 2, unit: 'days' } }],
  steps: {
    give: {
      name: w('交办', 'Give'),
      from: ['waiting'],
      by: [{ leg: 'look', permission: 'sample.give' }],
      fields: [to, note],
      effects: [
        { do: 'end', leg: 'look', result: 'done' },
        { do: 'open', leg: 'work' },
      ],
      to: 'doing',
      audience: { public: [], asker: [], staff: ['to', 'note'] },
      undo: minutes(10),
    },
    pause: {
      name: w('挂起', 'Pause'),
      from: ['doing'],
      by: [{ leg: 'work' }],
      fields: [{ key: 'reason', label: w('原因', 'Reason'), type: 'choice', required: true, options: [{ value: 'rain', label: w('下雨', 'Rain') }] }],
      guards: [{ if: 'leg_running', leg: 'work' }],
      effects: [{ do: 'pause', leg: 'work', reason_field: 'reason' }],
      audience: { asker: ['reason'], staff: ['reason'] },
    },
    resume: {
      name: w('恢复', 'Resume'),
      from: ['doing'],
      by: [{ leg: 'work' }],
      guards: [{ if: 'leg_paused', leg: 'work' }],
      effects: [{ do: 'resume', leg: 'work' }],
      audience: { staff: [] },
    },
    ask_more: {
      name: w('申请延期', 'Ask for more'),
      from: ['doing'],
      by: [{ leg: 'work' }],
      fields: [{ key: 'days', label: w('天数', 'Days'), type: 'number', required: true, min: 1, max: 10 }],
      guards: [{ if: 'leg_closed', leg: 'decide' }],
      effects: [{ do: 'open', leg: 'decide' }],
      audience: { staff: ['days'] },
    },
    grant: {
      name: w('同意延期', 'Grant'),
      from: ['doing'],
      by: [{ leg: 'decide', permission: 'sample.give' }],
      effects: [
        { do: 'extend', leg: 'work', days_field: 'days' },
        { do: 'end', leg: 'decide', result: 'granted' },
        { do: 'mark', mark: 'extended' },
      ],
      audience: { staff: [] },
    },
    offer: {
      name: w('移交', 'Offer'),
      from: ['doing'],
      by: [{ leg: 'work' }],
      fields: [to],
      guards: [{ if: 'no_offer', leg: 'work' }],
      effects: [{ do: 'offer', leg: 'work', owner: { field: 'to' }, lapse: minutes(30) }],
      audience: { staff: ['to'] },
    },
    take_over: {
      name: w('接收', 'Take over'),
      from: ['doing'],
      by: [{ leg: 'work' }],
      guards: [{ if: 'offered_to_me', leg: 'work' }],
      effects: [{ do: 'accept_offer', leg: 'work' }],
      audience: { staff: [] },
    },
    finish: {
      name: w('办完', 'Finish'),
      from: ['doing'],
      by: [{ leg: 'work' }],
      fields: [note],
      guards: [{ if: 'leg_running', leg: 'work' }],
      effects: [
        { do: 'mark_timely', mark: 'handled', leg: 'work' },
        { do: 'end_all', result: 'done' },
      ],
      branches: [{ guards: [{ if: 'has_asker' }], to: 'asking', effects: [{ do: 'open', leg: 'confirm' }] }, { to: 'done' }],
      audience: { public: [], asker: ['note'], staff: ['note'] },
    },
    redo: {
      name: w('返工', 'Redo'),
      from: ['asking'],
      by: [{ asker: true }],
      fields: [note],
      guards: [{ if: 'times_below', step: 'redo', n: 2 }],
      effects: [
        { do: 'end', leg: 'confirm', result: 'no' },
        { do: 'open', leg: 'work', owner: { same: 'work' } },
        { do: 'mark', mark: 'reworked' },
      ],
      to: 'doing',
      audience: { asker: ['note'], staff: ['note'] },
    },
    rate: {
      name: w('评价', 'Rate'),
      from: ['asking'],
      by: [{ asker: true }],
      fields: [{ key: 'score', label: w('分', 'Score'), type: 'number', required: true, min: 1, max: 5 }],
      effects: [
        { do: 'rating', field: 'score' },
        { do: 'end', leg: 'confirm', result: 'yes' },
      ],
      to: 'done',
      audience: { public: ['score'], asker: ['score'], staff: ['score'] },
    },
    lapse: {
      name: w('到期结案', 'Lapse'),
      from: ['asking'],
      by: [{ clock: true }],
      effects: [{ do: 'end_all', result: 'lapsed' }],
      to: 'done',
      audience: { asker: [], staff: [] },
    },
    reopen: {
      name: w('重开', 'Reopen'),
      from: ['done'],
      by: [{ asker: true }],
      guards: [
        { if: 'within', limit: { amount: 5, unit: 'days' } },
        { if: 'times_below', step: 'reopen', n: 1 },
      ],
      effects: [
        { do: 'open', leg: 'look' },
        { do: 'mark', mark: 'reopened' },
      ],
      to: 'waiting',
      audience: { asker: [], staff: [] },
    },
    drop: {
      name: w('作废', 'Drop'),
      from: ['waiting', 'doing'],
      by: [{ permission: 'sample.drop' }],
      fields: [note],
      effects: [
        { do: 'end_all', result: 'void' },
        { do: 'mark', mark: 'void' },
      ],
      to: 'void',
      audience: staff,
    },
    move: {
      name: w('改地点', 'Move'),
      from: '*',
      by: [{ permission: 'sample.give' }],
      fields: [{ key: 'place', label: w('地点', 'Place'), type: 'place', required: true }],
      effects: [{ do: 'place', field: 'place' }],
      audience: { staff: ['place'] },
    },
    comment: { name: w('留言', 'Comment'), from: '*', by: [{ staff: true }, { asker: true }], fields: [note], audience: { asker: ['note'], staff: ['note'] } },
  },
});
