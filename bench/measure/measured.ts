/** What one process measured; by the workload's `measures`. */
export type Measured = Cost | FirstChunk | Cold | Pause;

/** Of answers read to their end. Time is of one run: all the workload's answers at once. */
export interface Cost {
  /** User and system time of the whole process, all its threads, once it is warm. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** CPU time of the first run, with the engine's compiling in it. */
  readonly firstCpuMs: number;
  /** The process's largest resident set, from its start to the end of the first run. */
  readonly peakMb: number;
  /** Chunks or partial objects that the reader was given, over all answers of one run. */
  readonly updates: number;
  /** Reads of the network in one run, where the subject can tell. */
  readonly reads?: number;
}

export interface FirstChunk {
  /** From the call to its first chunk, the median over the calls. */
  readonly medianUs: number;
  /** CPU time of a whole call. */
  readonly cpuUs: number;
}

/** From the start of a process, Node's own included, to the end of its first answer, a short one. */
export interface Cold {
  readonly startMs: number;
  /** User and system time of the whole process. */
  readonly startCpuMs: number;
}

export interface Pause {
  /** Bytes that the provider could send before it had to wait for the reader. */
  readonly sentKb: number;
  /** Bytes that it sent in the last second of the reader's pause. */
  readonly sentLaterKb: number;
  /** By how much the process's memory grew from the reader's stop to the end of its pause. */
  readonly grownMb: number;
}
