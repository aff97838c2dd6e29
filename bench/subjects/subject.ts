/** What a subject saw of one answer; checked against what was sent. */
export interface Seen {
  readonly text: string;
  /** Text chunks, or partial objects where the workload is structured. */
  readonly updates: number;
  /** Reads of the network, where the subject can tell. */
  readonly reads?: number;
}

/** Called with each update's number, from 1. The subject reads on when the promise is resolved. */
export type Visit = (update: number) => Promise<void> | undefined;

/** One library at one server. A missing method means that it cannot do it, or is not asked to. */
export interface Subject {
  /** Streams text over Chat Completions. */
  text?(visit?: Visit): Promise<Seen>;
  /** Streams text over Anthropic's Messages. */
  textAnthropic?(): Promise<Seen>;
  /** Streams JSON over Chat Completions and reads every partial object that it is given. */
  partials?(): Promise<Seen>;
}

/** What each file here exports as `openSubject`: makes the clients that an application makes once. */
export type OpenSubject = (baseUrl: string) => Subject | Promise<Subject>;
