import { defineRoom } from '@hezhi/server';

/** The driver of the demo town keeps two small tables; without the demo they stay empty. */
export const room = defineRoom({ name: 'demo', migrations: new URL('./migrations/', import.meta.url) });
