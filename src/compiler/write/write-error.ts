import { messageOf } from "../../internal/message-of.js";

/** Why a plan was not carried out. `notRestored` are files that are neither new nor restored. */
export class WriteError extends Error {
  override readonly name = "WriteError";
  /** Absolute. */
  readonly file: string;
  /** Absolute. */
  readonly notRestored: readonly string[];

  constructor(file: string, cause: unknown, notRestored: readonly string[] = []) {
    super(messageOf(cause), { cause });
    this.file = file;
    this.notRestored = notRestored;
  }
}
