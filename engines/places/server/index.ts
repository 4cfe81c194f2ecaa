/** The server door of places. */
export { room } from './room.ts';
export { locate, locateAny, located, Locator, locatorOf, onShapesChanged, SHAPES_CHANGED, type Located } from './locate.ts';
export { findAddress, nearestAddress, type Address, type AddressFound } from './address.ts';
export { saveCompounds, saveRoads, saveShapes, type BuildingInput, type CompoundInput, type RoadInput, type SaveReport, type ShapeInput } from './save.ts';
