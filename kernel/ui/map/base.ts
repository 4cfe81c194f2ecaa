/** A base map of the place's own choosing; its hosts must be in the server's content policy. */
export type BaseMap = {
  /** `{x}` `{y}` `{z}` tiles in EPSG:3857, e.g. 天地图 `https://t0.tianditu.gov.cn/vec_w/wmts?...&TILECOL={x}...`; labels may be a second address. */
  readonly urls: readonly string[];
  readonly attribution: string;
  /** 高德 draws in GCJ-02: then everything is moved on its way in and out. */
  readonly datum: 'wgs84' | 'gcj02';
  readonly maxZoom?: number;
};

let configured: BaseMap | null = null;

/** Sets the base map of all maps that name none; null takes it away. */
export function configureMaps(settings: { base: BaseMap | null }): void {
  configured = settings.base;
}

export const configuredBase = (): BaseMap | null => configured;
