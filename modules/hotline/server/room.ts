import { defineRoom } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { personal } from './personal.ts';
import { caseStepped } from './pick.ts';
import { shipTemplates } from './queries-templates.ts';
import { implementations } from './routes.ts';
import shipped from './templates.json' with { type: 'json' };
import { checkHotline } from './verify.ts';

/** 热线 hotline: calls, call-backs, answers. */
export const room = defineRoom({
  name: 'hotline',
  personal,
  routes: implementations,
  permissions,
  errors,
  listeners: [caseStepped],
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'calls', check: checkHotline }],
  open: (house) => shipTemplates(house.db, shipped),
});
