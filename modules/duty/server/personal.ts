import { inOffice, type Personal } from '@hezhi/server';

/** One's own turns, leave and check-ins; a place is kept for 24 hours. All of it is the office's record. */
export const personal: Personal = {
  tables: [
    {
      table: 'duty.turn',
      persons: ['person'],
      copy: {
        name: ['我的值班', 'My turns of duty'],
        fields: { starts: ['开始', 'from'], ends: ['结束', 'until'], day: ['日期', 'day'], shift: ['班次', 'shift'] },
      },
      closing: 'office',
    },
    inOffice('duty.change', 'before_person', 'after_person', 'by_person'),
    {
      table: 'duty.swap',
      persons: ['from_person', 'to_person', 'decided_by'],
      of: ['from_person'],
      copy: {
        name: ['我申请的换班', 'Swaps I asked for'],
        fields: { at: ['时间', 'at'], note: ['说明', 'note'], state: ['结果', 'outcome'] },
      },
      closing: 'office',
    },
    {
      table: 'duty.leave',
      persons: ['person', 'decided_by'],
      of: ['person'],
      copy: {
        name: ['我的请假', 'My leave'],
        fields: { at: ['申请时间', 'asked at'], from_day: ['从', 'from'], to_day: ['到', 'to'], reason: ['事由', 'reason'], state: ['结果', 'outcome'] },
      },
      closing: 'office',
    },
    {
      table: 'duty.check_in',
      persons: ['person'],
      copy: {
        name: ['我的签到', 'My check-ins'],
        fields: { at: ['时间', 'at'], lon: ['经度', 'longitude'], lat: ['纬度', 'latitude'] },
      },
      closing: 'office',
    },
  ],
};
