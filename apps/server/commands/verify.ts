import { verify } from '@hezhi/server';
import { print, remark, withHouse, WrongCall, type Command } from '../command.ts';

/** Recomputes what follows from the records (chains, balances, rollups, references) and says what does not agree. */
export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify [DISTRICT…]',
  help: 'check chains, balances, figures and references; exit 1 on a finding',
  run: (args) => {
    const wrong = args.find((each) => !/^\d{6}$/.test(each));
    if (wrong !== undefined) throw new WrongCall(`"${wrong}" is not a district code of six digits.`);
    return withHouse(async (house) => {
      const run = verify(house, args.length > 0 ? args : undefined);
      for (;;) {
        const step = await run.next();
        if (!step.done) {
          const { room, check, where, what } = step.value;
          print(`${room}/${check} ${where}: ${what}`);
          continue;
        }
        const { findings, digest, districts } = step.value;
        for (const each of districts) remark(`${each.district} ${each.checks} checks ${each.digest}`);
        print(`${findings} findings in ${districts.length} districts, digest ${digest}`);
        return findings === 0 ? 0 : 1;
      }
    });
  },
};
