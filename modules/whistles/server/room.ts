import { registerFileAccess } from '@hezhi/documents/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { defineRoom } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { maySeePhoto, whistleKind } from './kind.ts';
import { tellCase } from './outcome.ts';
import { baseProcedure } from '@hezhi/methods/base';
import { personal } from './personal.ts';
import { implementations } from './routes.ts';
import { verifyWhistles } from './verify.ts';

/** 吹哨报到 whistles: the street calls departments together, and everybody sees who came. */
export const room = defineRoom({
  name: 'whistles',
  personal,
  routes: implementations,
  permissions,
  errors,
  listeners: [tellCase],
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'responses', check: verifyWhistles }],
  async open(house) {
    await loadProcedure(house, baseProcedure('whistle'));
    registerKind(house, whistleKind);
    registerFileAccess(house, maySeePhoto);
  },
});
