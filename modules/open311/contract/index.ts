/** 开放接口 open311: what server and screens agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './routes.ts';
export * from './georeport.ts';
