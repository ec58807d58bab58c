/** Content features, row-major [frames × width], 50 rows a second where nothing else is said. */
export type FeatureRows = { readonly values: Float32Array<ArrayBuffer>; readonly width: number };
