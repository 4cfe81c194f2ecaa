import { defineRoom } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { openBook } from './book.ts';
import { personal } from './personal.ts';
import { implementations } from './routes.ts';
import { verifyMethods } from './verify.ts';

/** 工作法 methods: packs of procedures, rules and words; which of them is in force where. */
export const room = defineRoom({
  name: 'methods',
  personal,
  routes: implementations,
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'packs', check: verifyMethods }],
  open: openBook,
});
