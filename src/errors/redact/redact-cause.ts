import { redact } from "./redact.js";

/** Longer messages of a cause are cut: what a `fetch` throws may quote a body. */
const maxMessageLength = 1_000;

/** Of the errors within one, no more than these are kept. */
const maxErrors = 8;

const maxDepth = 8;

/** What an error of the system says beside its message. Anything else may be the request. */
const plainFields = ["code", "errno", "syscall", "address", "port", "hostname", "host"] as const;

/** A copy of one of these is one as well. */
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
 * The innermost cause of an error, fit to be shown: the same object where it holds nothing but what is
 * shown, and else a copy without the rest. Wrappers are left out because they may hold the request with
 * its headers. `undefined` for what is not an error.
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

/** A copy of an error that holds nothing but its name, its message and its stack, without keys. */
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

/** Whether an error has no property but those that are shown, and no key in them. */
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
    // A proxy that refuses: the answer is that it holds something else.
    return ["?"];
  }
}

function isSameList(shown: readonly Error[], given: readonly unknown[]): boolean {
  return shown.length === given.length && shown.every((error, at) => error === given[at]);
}

/** The frames of the error's own stack, under the message as it is shown. */
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

/** Across realms: the errors of a test's environment, or of a worker, are of another class. */
function isError(value: unknown): value is Error {
  if (value instanceof Error) return true;
  return Object.prototype.toString.call(value) === "[object Error]";
}

function textOf(value: unknown, key: string): string {
  const text = read(value, key);
  return typeof text === "string" ? text : "";
}

/** A property, also of what throws when it is read. */
function read(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}
