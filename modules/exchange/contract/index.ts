/** 数据交换 exchange: what server, screens and other systems agree on. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './catalogue.ts';
export * from './public.ts';
export * from './schemas.ts';
export * from './routes.ts';
