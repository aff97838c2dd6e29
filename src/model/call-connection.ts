/** The account and the server that a call uses, if they differ from the config's. */
export interface CallConnection {
  /** Instead of the config's key, and of every credential of the config and the environment. */
  readonly apiKey?: string | undefined;
  /**
   * Instead of the config's server. One with another origin gets neither the key nor the headers of the config
   * and the environment.
   */
  readonly baseURL?: string | undefined;
  /** Sent with the request, over those of the config. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
