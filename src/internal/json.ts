/** Any value that JSON can represent. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object that JSON can represent. */
export interface JsonObject {
  readonly [key: string]: Json;
}
