import type { Words } from '@hezhi/contract';
import { defineNotices } from '@hezhi/notices/contract';
import { notify, registerTemplates } from '@hezhi/notices/server';
import type { Call, House, Write } from '@hezhi/server';

/** Who was told of an emergency: an organisation or a post. */
export type Told = { org: string } | { post: string };

const channels = ['sms', 'wechat', 'email'] as const;

/** Makes known what the command desk tells people; emergencies pass the quiet hours. */
export function registerCommandNotices(house: House): void {
  registerTemplates(
    house,
    defineNotices(
      'command',
      {
        started: {
          category: 'alert',
          urgent: true,
          title: ['应急响应启动：{title}', 'Emergency started: {title}'],
          body: [
            '{area}启动“{title}”应急响应（{number}）。原因：{reason}。请查看分给您的任务并立即行动。',
            '{area}: “{title}” started ({number}). Reason: {reason}. See your tasks and act at once.',
          ],
          sample: { title: '暴雨内涝', area: '渭滨街道', number: '2026-000123', reason: '暴雨红色预警' },
        },
        ended: {
          category: 'alert',
          urgent: true,
          title: ['应急响应结束：{title}', 'Emergency over: {title}'],
          body: ['{area}“{title}”应急响应已结束。{note}', '{area}: “{title}” is over. {note}'],
          sample: { title: '暴雨内涝', area: '渭滨街道', note: '' },
        },
      },
      { channels },
    ),
  );
}

/** Everyone concerned is told at once, each once. */
export function tellStarted(
  write: Write,
  call: Call,
  district: string,
  incident: { id: string; number: string; title: Words; areaName: string; area: string; reason: string; told: readonly Told[] },
): void {
  notify(write, {
    district,
    key: `command.started:${incident.id}`,
    template: 'command.started',
    to: incident.told,
    except: call.actor.person === null ? [] : [call.actor.person],
    values: { title: incident.title, area: incident.areaName, number: incident.number, reason: incident.reason },
    link: `/command/${incident.id}`,
    area: incident.area,
    at: call.now,
  });
}

export function tellEnded(
  write: Write,
  call: Call,
  district: string,
  incident: { id: string; title: Words; areaName: string; area: string; note: string; told: readonly Told[] },
): void {
  notify(write, {
    district,
    key: `command.ended:${incident.id}`,
    template: 'command.ended',
    to: incident.told,
    except: call.actor.person === null ? [] : [call.actor.person],
    values: { title: incident.title, area: incident.areaName, note: incident.note },
    area: incident.area,
    at: call.now,
  });
}
