import { cell } from '@hezhi/matters/server';

/**
 * The files of Polis' open data (github.com/compdemocracy/openData): votes.csv, comments.csv, participants-votes.csv, summary.csv. Statements are numbered by
 * their age from 0, participants by their pseudonyms from 1; 0 is whoever asks. Agree 1, disagree -1, pass 0.
 */
export const heads = {
  votes: 'timestamp,datetime,comment-id,voter-id,vote',
  comments: 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body',
} as const;

const HOUR = 3_600_000;
/** A moment as in Polis' files, cut to the hour: the second of a vote would tell who cast it to whoever saw the log of requests. */
const moment = (at: string): string => {
  const ms = Math.floor(Date.parse(at) / HOUR) * HOUR;
  return `${ms},${new Date(ms).toISOString()}`;
};

export const voteLine = (one: { at: string; comment: number; voter: number; vote: number }): string =>
  `${moment(one.at)},${one.comment},${one.voter},${one.vote}\r\n`;

export const commentLine = (one: { at: string; comment: number; author: number; agrees: number; disagrees: number; shown: boolean; text: string }): string =>
  `${moment(one.at)},${one.comment},${one.author},${one.agrees},${one.disagrees},${one.shown ? 1 : -1},${cell(one.text)}\r\n`;

export const participantsHead = (comments: number): string =>
  `participant,group-id,n-comments,n-votes,n-agree,n-disagree${Array.from({ length: comments }, (_, j) => `,${j}`).join('')}\r\n`;

/** A participant with all votes by statement; a missing vote is an empty cell. */
export function participantLine(one: { voter: number; group: number | null; comments: number; votes: readonly (number | null)[] }): string {
  const count = (vote: number): number => one.votes.filter((each) => each === vote).length;
  const cast = one.votes.filter((each) => each !== null).length;
  return `${one.voter},${one.group ?? ''},${one.comments},${cast},${count(1)},${count(-1)}${one.votes.map((each) => `,${each ?? ''}`).join('')}\r\n`;
}

export const summaryFile = (rows: readonly (readonly [string, string | number])[]): string => rows.map(([key, value]) => `${key},${cell(value)}\r\n`).join('');
