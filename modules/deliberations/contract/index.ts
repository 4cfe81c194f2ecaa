/** 议事 deliberations: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './law.ts';
export * from './quorum.ts';
export * from './settings.ts';
export * from './part.ts';
export * from './schemas.ts';
export * from './schemas-meeting.ts';
export * from './routes.ts';
export * from './routes-body.ts';
export * from './routes-meeting.ts';
