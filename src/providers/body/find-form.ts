import { joinBytes } from "./join-bytes.js";

/** What a body is, whatever its content type says: server-sent events, JSON, or neither. */
export type BodyForm = "events" | "json" | "other";

/** The beginning of a body, once it tells what the body is. */
export interface FoundForm {
  readonly form: BodyForm;
  /** The body so far, without what came before its first word. */
  readonly bytes: Uint8Array;
}

/** What the lines of events begin with. */
const fields = ["data:", "event:", "id:", "retry:"];

/** A longer beginning tells nothing more. */
const maxStartLength = 64;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;

/**
 * Finds what a body is by its first word. What comes before it, of a byte order mark, blank lines and
 * comments of events, tells nothing. The bytes may be cut anywhere.
 */
export class FormFinder {
  #inComment = false;
  /** The body from its first word on. */
  #bytes: Uint8Array = new Uint8Array();

  /** Takes the bytes of one read; gives the form once it is known. */
  push(bytes: Uint8Array): FoundForm | undefined {
    const isBegun = this.#bytes.length > 0;
    this.#bytes = isBegun ? joinBytes([this.#bytes, bytes]) : bytes.subarray(this.#findWord(bytes));
    if (this.#bytes.length === 0) return undefined;
    return findForm(this.#bytes, String.fromCharCode(...this.#bytes.subarray(0, maxStartLength)));
  }

  /** Gives what there is of a body that has ended before it told. */
  end(): FoundForm {
    return { form: "other", bytes: this.#bytes };
  }

  #findWord(bytes: Uint8Array): number {
    let index = 0;
    for (; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === lineFeed || byte === carriageReturn) this.#inComment = false;
      else if (byte === colon) this.#inComment = true;
      else if (!this.#inComment && !isBlank(byte)) break;
    }
    return index;
  }
}

function findForm(bytes: Uint8Array, start: string): FoundForm | undefined {
  if (start.startsWith("{") || start.startsWith("[")) return { form: "json", bytes };
  const field = fields.find((name) => start.startsWith(name));
  if (field === "data:") return findFormOfData(bytes, start);
  if (field !== undefined) return { form: "events", bytes };
  const isCut = fields.some((name) => name.startsWith(start));
  return isCut ? undefined : { form: "other", bytes };
}

/**
 * An event has `data:` before each of its lines. Some servers put it before the first line alone of a
 * JSON value in many lines, and that line then holds nothing but the bracket.
 */
function findFormOfData(bytes: Uint8Array, start: string): FoundForm | undefined {
  const isCut = start.length < maxStartLength && /^data:[ \t]*(?:[{[][ \t]*\r?\n?)?$/.test(start);
  if (isCut) return undefined;
  const isOneValue = /^data:[ \t]*[{[][ \t]*\r?\n[ \t"]/.test(start);
  return isOneValue
    ? { form: "json", bytes: bytes.subarray("data:".length) }
    : { form: "events", bytes };
}

/** Among others, the three bytes of a byte order mark. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0xef || byte === 0xbb || byte === 0xbf;
}
