import { redact } from "./redact.js";

/** Longer messages of a cause are cut, because an error of `fetch` may quote a body. */
const maxMessageLength = 1_000;

/** The largest number of inner errors that are kept. */
const maxErrors = 8;

const maxDepth = 8;

/**
 * The safe properties of a system error, other than its message. Any other property may contain the
 * request.
 */
const plainFields = ["code", "errno", "syscall", "address", "port", "hostname", "host"] as const;

/** A copy of one of these has the same class. */
const natives = [TypeError, RangeError, SyntaxError, ReferenceError, URIError, EvalError];

/** What every error has. */
const ownFields: ReadonlySet<string | symbol> = new Set([
  "name",
  "message",
  "stack",
  "cause",
  "errors",
]);

/**
 * The innermost cause of an error, safe to show: the same object if it has only safe properties, otherwise
 * a copy with only these. Outer errors are left out, because they may contain the request with its headers.
 * `undefined` for a value that is not an error.
 */
export function redactCause(error: unknown, secrets: readonly string[]): Error | undefined {
  let inner = error;
  for (let depth = 0; depth < maxDepth; depth++) {
    const cause = read(inner, "cause");
    if (!isError(cause)) break;
    inner = cause;
  }
  return isError(inner) ? toShown(inner, secrets, 0) : undefined;
}

/** A copy of an error with only its name, message and stack, without keys. */
export function toCleanError(error: Error, secrets: readonly string[]): Error {
  const message = cut(redact(textOf(error, "message"), secrets));
  const Native = natives.find((native) => error instanceof native) ?? Error;
  const clean = new Native(message);
  clean.name = redact(textOf(error, "name"), secrets) || "Error";
  clean.stack = cleanStack(error, message, secrets);
  return clean;
}

function toShown(error: Error, secrets: readonly string[], depth: number): Error {
  const given = read(error, "errors");
  const errors = Array.isArray(given) && depth < maxDepth ? given.slice(0, maxErrors) : undefined;
  const shown = errors?.filter(isError).map((one) => toShown(one, secrets, depth + 1));
  const clean = toCleanError(error, secrets);
  const isSame =
    clean.message === textOf(error, "message") &&
    clean.name === textOf(error, "name") &&
    clean.stack === textOf(error, "stack") &&
    holdsNothingElse(error, secrets) &&
    (shown === undefined || isSameList(shown, given as readonly unknown[]));
  if (isSame) return error;
  for (const name of plainFields) {
    const value = read(error, name);
    if (typeof value === "number") Object.assign(clean, { [name]: value });
    if (typeof value === "string") Object.assign(clean, { [name]: cut(redact(value, secrets)) });
  }
  return shown === undefined ? clean : Object.assign(clean, { errors: shown });
}

/** Whether an error has only safe properties, without keys in them. */
function holdsNothingElse(error: Error, secrets: readonly string[]): boolean {
  if (read(error, "cause") !== undefined) return false;
  return keysOf(error).every((key) => {
    if (ownFields.has(key)) return true;
    if (!(plainFields as readonly unknown[]).includes(key)) return false;
    const value = read(error, key);
    return typeof value === "string" ? redact(value, secrets) === value : typeof value === "number";
  });
}

function keysOf(error: Error): readonly (string | symbol)[] {
  try {
    return Reflect.ownKeys(error);
  } catch {
    // A proxy throws, so it counts as having other properties.
    return ["?"];
  }
}

function isSameList(shown: readonly Error[], given: readonly unknown[]): boolean {
  return shown.length === given.length && shown.every((error, at) => error === given[at]);
}

/** The frames of the error's stack, after the redacted message. */
function cleanStack(error: Error, message: string, secrets: readonly string[]): string {
  const stack = textOf(error, "stack");
  const own = textOf(error, "message");
  if (own === message) return redact(stack, secrets);
  const at = own === "" ? -1 : stack.indexOf(own);
  const frames = at < 0 ? "" : stack.slice(at + own.length);
  return redact(`${textOf(error, "name")}: ${message}${frames}`, secrets);
}

function cut(text: string): string {
  return text.length > maxMessageLength ? `${text.slice(0, maxMessageLength)}…` : text;
}

/** Recognises errors of other realms, such as a test environment or a worker, which have another class. */
function isError(value: unknown): value is Error {
  if (value instanceof Error) return true;
  return Object.prototype.toString.call(value) === "[object Error]";
}

function textOf(value: unknown, key: string): string {
  const text = read(value, key);
  return typeof text === "string" ? text : "";
}

/** Reads a property, even if reading may throw. */
function read(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}
