/** 宿主 hosts: programs of others in which our pages are opened, and what they want to be told. */
export * from './errors.ts';
export * from './routes.ts';
