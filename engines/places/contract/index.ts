/** 物 places: the geometry of territories, where a point lies, how an address is said. */
export * from './light.ts';
export * from './shape-index.ts';
export * from './tiling.ts';
export * from './valid.ts';
export * from './routes.ts';
