import type { Actor } from '@hezhi/contract';
import { meetingRoutes, routes } from '@hezhi/deliberations/contract';
import type { DemoResident } from '../../people/town.ts';
import { cast } from './casting.ts';
import { dayOf, type Told } from './hood.ts';
import type { Topic } from './topics.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
type Kind = 'council' | 'hearing' | 'coordination' | 'review';

/** One topic of deliberation, station by station. Each method begins where the one before ended. */
export class Course {
  readonly id: string;
  readonly #told: Told;
  readonly #topic: Topic;
  /** Who takes part, the demo resident first. */
  readonly #circle: readonly DemoResident[];

  constructor(told: Told, topic: Topic) {
    this.#told = told;
    this.#topic = topic;
    this.id = told.past.id();
    const [first, ...others] = told.hood.people;
    this.#circle = [first!, ...told.rng.shuffle(others).slice(0, 10)];
  }

  /** People do such things between eight and nine: at night it waits until the morning. */
  async #daytime(): Promise<void> {
    const { past } = this.#told;
    const hour = (((past.now / HOUR + 8) % 24) + 24) % 24;
    if (hour < 8 || hour >= 21) await past.hours(hour < 8 ? 8.5 - hour : 32.5 - hour);
  }

  /** A neighbour, or the demo resident, raises it; so many neighbours co-sign. */
  async raise(cosigners: number): Promise<void> {
    const { past, hood } = this.#told;
    const { title, text, wish, procedure, byDemoResident } = this.#topic;
    const proposer = byDemoResident ? this.#circle[0]! : this.#circle.at(-1)!;
    await past.ask(await hood.actor(proposer), routes.propose, { body: { id: this.id, title, text, wish, area: hood.community, procedure, named: false } });
    for (const one of this.#circle.filter((each) => each !== proposer && each !== this.#circle[0]).slice(0, cosigners)) {
      await past.hours(2);
      await this.#daytime();
      await past.ask(await hood.actor(one), routes.cosign, { params: { id: this.id } });
    }
  }

  /** The community takes it up, settles who takes part and by which rules, tells them: the notice begins. */
  async inform(): Promise<void> {
    const { past, hood, rng } = this.#told;
    await past.hours(3);
    await this.#daytime();
    await past.step(hood.clerk, this.id, 'accept', { note: '涉及多户居民，属于居民自己能商量的事，列入议题。' });
    await past.hours(2);
    const people = this.#circle.map((one, i) => ({
      id: past.id(),
      person: one.id,
      name: one.name,
      side: i < 4 ? ('affected' as const) : ('resident' as const),
      why: i < 4 ? '住在旁边，直接受影响' : '本小区居民，报名参加',
    }));
    await past.ask(hood.clerk, routes.addParticipants, { params: { id: this.id }, body: { people } });
    for (const one of people.slice(1, 6))
      await past.ask(hood.clerk, routes.toldParticipant, {
        params: { id: this.id, participant: one.id },
        body: { by: rng.pick(['app', 'phone', 'visit'] as const) },
      });
    await past.step(hood.clerk, this.id, 'settle', { content: this.#topic.content, rules: '先发言后表决；每户一票，过半数参加、参加者过半数同意即通过。' });
  }

  /** Waits until the notice is over. */
  async noticeOver(): Promise<void> {
    const { notice } = await this.#view();
    await this.#told.past.to(Date.parse(notice!.until) + 60_000);
  }

  /** Calls a meeting for a moment; gives its id. */
  async callMeeting(kind: Kind, title: string, at: number): Promise<string> {
    const { past, hood } = this.#told;
    const id = past.id();
    const agenda = [
      { text: '主持人说明情况和规则', minutes: 10 },
      { text: '参与人依次发言', minutes: 40 },
      { text: '讨论办法和费用', minutes: 30 },
    ];
    const name = (actor: Actor) => ({ person: actor.person, name: actor.name });
    const startsAt = new Date(at).toISOString();
    const body = {
      id,
      kind,
      topic: this.id,
      title,
      mode: 'both' as const,
      place: `${hood.communityName}议事厅`,
      link: '社区会议号 8800-2026',
      startsAt,
      agenda,
    };
    await past.ask(hood.clerk, meetingRoutes.announce, { body: { ...body, chair: name(hood.clerk), secretary: name(hood.colleague) } });
    return id;
  }

  /** Holds a meeting that was called, and publishes its minutes. */
  async hold(id: string, at: number, minutes: string): Promise<void> {
    const { past, hood } = this.#told;
    await past.to(at);
    const params = { id };
    await past.ask(hood.clerk, meetingRoutes.open, { params, body: {} });
    const { items } = await past.ask(hood.clerk, meetingRoutes.seats, { params, query: { limit: 50 } });
    for (const seat of items.slice(0, Math.max(1, items.length - 1)))
      await past.ask(hood.clerk, meetingRoutes.attend, { params, body: { id: past.id(), seat: seat.seat } });
    await past.hours(1.5);
    await past.ask(hood.clerk, meetingRoutes.close, { params, body: {} });
    await past.hours(4);
    await past.ask(hood.colleague, meetingRoutes.writeMinutes, { params, body: { text: minutes, base: 0 } });
    await past.ask(hood.clerk, meetingRoutes.confirmMinutes, { params, body: { role: 'chair', version: 1 } });
    await past.ask(hood.colleague, meetingRoutes.confirmMinutes, { params, body: { role: 'secretary', version: 1 } });
    await past.ask(hood.clerk, meetingRoutes.publishMinutes, { params, body: { version: 1 } });
  }

  /** Who took part says where they stand. */
  async positions(): Promise<void> {
    const { past, hood } = this.#told;
    const { words } = this.#topic;
    await this.#daytime();
    for (const [i, one] of this.#circle.slice(1, 7).entries())
      await past.ask(await hood.actor(one), routes.position, {
        params: { id: this.id },
        body: { stance: i === 4 ? 'against' : i === 5 ? 'abstain' : 'for', words: words[i] ?? '', named: i === 0 },
      });
  }

  /** The opinion is formed and put to the vote: whether, and how. Gives the ballot's id. */
  async putToVote(closesAt: number, secrecy: 'open' | 'secret'): Promise<string> {
    const { past, hood } = this.#told;
    await this.#daytime();
    await past.step(hood.clerk, this.id, 'conclude', { note: '多数参与人赞成，对做法有两种意见，交表决。' });
    await past.step(hood.clerk, this.id, 'form_opinion', { opinion: this.#topic.opinion });
    const ballot = past.id();
    const body = {
      id: ballot,
      voters: 'participants' as const,
      secrecy,
      do: this.#topic.whether,
      how: this.#topic.how,
      opensAt: new Date(past.now + HOUR).toISOString(),
      closesAt: new Date(closesAt).toISOString(),
      binding: true,
      basis: `${hood.communityName}议事规则`,
    };
    await past.ask(hood.clerk, routes.ballot, { params: { id: this.id }, body });
    await past.hours(1.1);
    return ballot;
  }

  /** Neighbours vote; the demo resident does so only where `withDemo`. */
  async vote(ballot: string, voters: number, withDemo: boolean): Promise<void> {
    const { past, hood, rng } = this.#told;
    for (const [i, one] of (withDemo ? this.#circle : this.#circle.slice(1)).slice(0, voters).entries()) {
      const actor = await hood.actor(one);
      const vote = { whether: i % 5 === 3 ? 'no' : 'yes', how: i % 3 === 2 ? 'option2' : 'option1' };
      await cast(past, rng, actor, ballot, vote);
      await past.hours(1);
      await this.#daytime();
    }
  }

  /** The ballot closes and is counted, the result stands in public as long as it must. */
  async decide(closesAt: number): Promise<void> {
    const { past } = this.#told;
    await past.to(closesAt + HOUR);
    const { publicityUntil } = await this.#view();
    if (publicityUntil) await past.to(Date.parse(publicityUntil) + 60_000);
  }

  /** Two tasks are given; of them the first `done` are reported and accepted. */
  async carryOut(done: number): Promise<void> {
    const { past, hood } = this.#told;
    await this.#daytime();
    const owners = [
      { owner: hood.departmentOrg, actor: hood.department },
      { owner: hood.clerk.post!.org, actor: hood.colleague },
    ];
    const tasks: string[] = [];
    for (const [i, { title, text, report }] of this.#topic.tasks.entries()) {
      const id = past.id();
      await past.ask(hood.clerk, routes.addTask, {
        params: { id: this.id },
        body: { id, title, text, owner: { org: owners[i]!.owner }, due: dayOf(past.now + (12 + 6 * i) * DAY) },
      });
      tasks.push(id);
      if (i >= done) continue;
      await past.hours(30);
      await this.#daytime();
      await past.step(owners[i]!.actor, id, 'report_done', { note: report });
      await past.hours(5);
      await past.step(hood.clerk, id, 'accept_done', {});
    }
    if (done < tasks.length) await past.step(hood.clerk, this.id, 'progress', { note: this.#topic.progress });
    else await past.step(hood.clerk, this.id, 'carried_out', { note: '两项任务都已完成，请参与人评议。', spending: this.#topic.spending });
  }

  /** Those who took part rate what was done. */
  async rate(): Promise<void> {
    const { past, hood, rng } = this.#told;
    const words = ['说了就办，满意', '比以前安全多了', '施工有点吵，结果不错', ''];
    for (const one of this.#circle.slice(1, 6)) {
      await past.hours(5);
      await this.#daytime();
      await past.ask(await hood.actor(one), routes.rate, { params: { id: this.id }, body: { score: rng.pick([4, 5, 5]), words: rng.pick(words) } });
    }
    const { ratingUntil } = await this.#view();
    await past.to(Date.parse(ratingUntil!) + 60_000);
  }

  async #view() {
    const { past, hood } = this.#told;
    return past.ask(hood.clerk, routes.talk, { params: { district: hood.district, id: this.id } });
  }
}
