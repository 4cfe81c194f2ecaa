import type { RouteMap, RouteResult } from '@hezhi/contract';
import type { Routes as DirectoryRoutes } from '@hezhi/directory/contract';
import type { routes as documents } from '@hezhi/documents/contract';
import { createClient } from '@hezhi/web';
import type { routes } from '../../contract/index.ts';

type Table = RouteMap<typeof routes> & DirectoryRoutes & RouteMap<typeof documents>;

/** The typed client of this room. */
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;
/** What a route answers. */
export type Reply<K extends keyof Table> = RouteResult<Table[K]>;
export type Ballot = Reply<'GET /public/ballots/:district/:id'>;
export type BallotLine = Reply<'GET /ballots'>['items'][number];
export type Mine = Reply<'GET /my/ballots'>['items'][number];
export type Roll = Reply<'GET /ballots/rolls/:id'>;
export type Entry = Reply<'GET /ballots/rolls/:id/entries'>['items'][number];
export type RuleChoice = Reply<'GET /ballots/rules'>['items'][number];
export type MandateLine = Reply<'GET /ballots/:id/mandates'>['items'][number];
export type GivenMandate = Reply<'GET /my/ballots/:district/:id/mandates'>['items'][number];
export type VoterLine = Reply<'GET /ballots/:id/turnout'>['items'][number];
