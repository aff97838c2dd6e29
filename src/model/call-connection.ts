/** The account and the server that a call uses, if they differ from the config's. */
export interface CallConnection {
  /** Replaces the config's key, and every credential of the config and the environment. */
  readonly apiKey?: string | undefined;
  /**
   * Replaces the config's server. A server with another origin gets neither the key nor the headers of the
   * config and the environment.
   */
  readonly baseURL?: string | undefined;
  /** Sent with the request. They override the config's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
