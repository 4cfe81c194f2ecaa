/** The server door of methods. */
export { room } from './room.ts';
export { install, withdraw } from './install.ts';
export { preview } from './preview.ts';
export { standingViews } from './views.ts';
export { shipFrom } from './packs.ts';
export { registerPart, type Adoption, type PartHooks } from './parts.ts';
export { inForce, onMethodsChanged, standingsWithin as placesInForce, type InForce } from './book.ts';
export { baseProcedure } from './base.ts';
export { filesIn, isFolder, shippedPacks, baseFiles } from './library.ts';
