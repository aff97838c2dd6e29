/** The options that decide a connection. */
export interface ConnectionOptions {
  readonly apiKey?: string | (() => string | undefined) | undefined;
  readonly baseURL?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
