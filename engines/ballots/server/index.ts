/** The server door of ballots: rolls, ballots, casting, papers, counting. Rights are the callers' business; the room's own routes check theirs. */
export { room } from './room.ts';
export { addEntries, answerObjection, correctEntry, createRoll, freezeRoll, object, publishRoll, rollOf } from './rolls.ts';
export { announceBallot, ballotOf, ballotsFor, closeNow, createBallot, voidBallot, type NewBallot } from './ballots.ts';
export { secondRound } from './second-round.ts';
export { castBallot, castsOf, reviseBallot, type Cast, type Receipt } from './casting.ts';
export { enterPaper, papersOf, type PaperEntry } from './papers.ts';
export { bindMandate, giveMandate, withdrawMandate } from './mandates.ts';
export { issueCodes, openCode } from './codes.ts';
export { sendCodes } from './codes-sms.ts';
export { toTell } from './to-tell.ts';
export { countBallot, tallyFile, type CountOptions } from './counting.ts';
export { sealHere } from './keys.ts';
export { openSums } from './queries-count.ts';
export { readTable } from './roll-file.ts';
export { ruleWords } from './views.ts';
